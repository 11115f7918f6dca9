/*
 * A fault that is to happen at one counted call of this process, and a log of the calls.
 *
 * The plan comes from the environment, each variable with the prefix of the shim that reads it:
 *   _COUNT  which calls count: names separated by commas, or "all"
 *   _FAULT  kill-before, kill-within, kill-after, fail-before, fail-after or stop-before; absent = none
 *   _AT     the number of the counted call, from 1
 *   _TIMES  how many counted calls in a row (default 1)
 *   _ERROR  what a failing call returns: a number
 *   _ONCE   a file: made when the fault happens; where it is there already, no fault happens (a later process)
 *   _LOG    a file: one line a call: number or "-", name, target, result, separated by tabulators
 */
#ifndef FAULT_PLAN_H
#define FAULT_PLAN_H

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum fault { NO_FAULT, KILL_BEFORE, KILL_WITHIN, KILL_AFTER, FAIL_BEFORE, FAIL_AFTER, STOP_BEFORE };

struct fault_plan {
    enum fault fault;
    unsigned long at, times, error;
    char count[512], once[256], log[256];
    atomic_ulong counter;
};

struct counted_call {
    unsigned long number; /* 0 = does not count */
    enum fault fault;     /* what is to happen at this call */
    const char *name, *target;
};

static struct fault_plan plan;

static const char *plan_variable(const char *prefix, const char *name)
{
    char full[64];
    snprintf(full, sizeof full, "%s_%s", prefix, name);
    const char *value = getenv(full);
    return value ? value : "";
}

static unsigned long plan_number(const char *prefix, const char *name, unsigned long otherwise)
{
    const char *text = plan_variable(prefix, name);
    return *text ? strtoul(text, NULL, 0) : otherwise;
}

static enum fault plan_fault(const char *text)
{
    static const char *const names[] = {"",           "kill-before", "kill-within", "kill-after",
                                        "fail-before", "fail-after",  "stop-before"};
    for (int i = 0; i < 7; i++) {
        if (strcmp(text, names[i]) == 0)
            return (enum fault)i;
    }
    fprintf(stderr, "fault plan: '%s' is not a fault\n", text);
    abort();
}

static void plan_read(const char *prefix)
{
    plan.fault = plan_fault(plan_variable(prefix, "FAULT"));
    plan.at = plan_number(prefix, "AT", 1);
    plan.times = plan_number(prefix, "TIMES", 1);
    plan.error = plan_number(prefix, "ERROR", 0);
    snprintf(plan.count, sizeof plan.count, ",%s,", plan_variable(prefix, "COUNT"));
    snprintf(plan.once, sizeof plan.once, "%s", plan_variable(prefix, "ONCE"));
    snprintf(plan.log, sizeof plan.log, "%s", plan_variable(prefix, "LOG"));
}

/* The system calls are made directly: the functions of the C library may be the ones that are shimmed. */
static int plan_open(const char *path, int flags)
{
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CREAT | O_CLOEXEC, 0666);
}

static void plan_log(const struct counted_call *call, const char *result)
{
    char number[24], line[4608];
    if (!*plan.log)
        return;
    snprintf(number, sizeof number, call->number ? "%lu" : "-", call->number);
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\t%s\n", number, call->name, call->target, result);
    int file = plan_open(plan.log, O_WRONLY | O_APPEND);
    if (file >= 0) {
        syscall(SYS_write, file, line, (size_t)length);
        syscall(SYS_close, file);
    }
}

static void plan_kill(const struct counted_call *call, const char *when)
{
    plan_log(call, when);
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

static bool plan_counts(const char *name)
{
    char item[128];
    snprintf(item, sizeof item, ",%s,", name);
    return strcmp(plan.count, ",all,") == 0 || strstr(plan.count, item) != NULL;
}

/* Whether the fault may happen now; with _ONCE only for the first process that asks. */
static bool plan_is_due(unsigned long number)
{
    if (plan.fault == NO_FAULT || number < plan.at || number - plan.at >= plan.times)
        return false;
    if (!*plan.once || number > plan.at)
        return true;
    int file = plan_open(plan.once, O_WRONLY | O_EXCL);
    if (file < 0)
        return false;
    syscall(SYS_close, file);
    return true;
}

/* To be called before each call; kills or stops the process if that is planned. */
static struct counted_call plan_before(const char *name, const char *target)
{
    struct counted_call call = {0, NO_FAULT, name, target};
    if (plan_counts(name)) {
        call.number = atomic_fetch_add(&plan.counter, 1) + 1;
        if (plan_is_due(call.number))
            call.fault = plan.fault;
    }
    if (call.fault == KILL_BEFORE)
        plan_kill(&call, "killed before");
    if (call.fault == FAIL_BEFORE)
        plan_log(&call, "failed before");
    if (call.fault == STOP_BEFORE)
        raise(SIGSTOP);
    return call;
}

/* To be called after each call that was made; true = it is to fail though it was made. */
static bool plan_after(const struct counted_call *call, const char *result)
{
    if (call->fault == KILL_AFTER || call->fault == KILL_WITHIN)
        plan_kill(call, call->fault == KILL_AFTER ? "killed after" : "killed within");
    plan_log(call, call->fault == FAIL_AFTER ? "failed after" : result);
    return call->fault == FAIL_AFTER;
}

#endif
