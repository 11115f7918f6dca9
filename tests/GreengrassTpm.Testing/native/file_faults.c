/*
 * A library for LD_PRELOAD that lets a planned fault happen at a change of a file.
 *
 * FILE_FAULTS_PREFIX is the path below which changes are seen; FILE_FAULTS_… the fault (fault_plan.h), whose error is an
 * errno. The names that count: create, write, sync, truncate, rename, link, unlink, mkdir, chmod. "kill-within" a write
 * writes half of it first. Changes by stdio or mmap and by statically linked programs are not seen.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "fault_plan.h"

#define PREFIX "FILE_FAULTS"

static char watched[PATH_MAX];

__attribute__((constructor)) static void begin(void)
{
    plan_read(PREFIX);
    snprintf(watched, sizeof watched, "%s", plan_variable(PREFIX, "PREFIX"));
}

static bool is_watched(const char *path)
{
    return *watched && strncmp(path, watched, strlen(watched)) == 0;
}

static void path_of_file(int file, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, (size_t)PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
}

static void path_at(int folder, const char *name, char *path)
{
    char base[PATH_MAX] = "";
    if (*name != '/') {
        if (folder != AT_FDCWD)
            path_of_file(folder, base);
        else if (!getcwd(base, sizeof base))
            *base = '\0';
    }
    if (snprintf(path, PATH_MAX, "%s%s%s", base, *base ? "/" : "", name) >= PATH_MAX)
        *path = '\0';
}

static long finish(const struct counted_call *call, long result)
{
    int error = errno;
    char text[32];
    snprintf(text, sizeof text, result < 0 ? "errno %d" : "ok", error);
    bool fail = plan_after(call, text);
    errno = fail ? (int)plan.error : error;
    return fail ? -1 : result;
}

static long refuse(void)
{
    errno = (int)plan.error;
    return -1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Makes the call, with the planned fault if the path is watched. The expression may look at "call". */
#define GUARDED(name, path, expression)                                                                                \
    ({                                                                                                                 \
        struct counted_call call = {0, NO_FAULT, name, path};                                                          \
        bool seen = is_watched(path);                                                                                  \
        if (seen)                                                                                                      \
            call = plan_before(name, path);                                                                            \
        long result = call.fault == FAIL_BEFORE ? refuse() : (expression);                                             \
        seen && call.fault != FAIL_BEFORE ? finish(&call, result) : result;                                            \
    })

/* How much of a write is made: half of one that is to be torn. */
#define PART(count) (call.fault == KILL_WITHIN ? (count) / 2 : (count))

#define GUARDED_OPEN(symbol, folder, name, flags, ...)                                                                 \
    do {                                                                                                               \
        char path[PATH_MAX];                                                                                           \
        mode_t mode = 0;                                                                                               \
        if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                         \
            va_list rest;                                                                                              \
            va_start(rest, flags);                                                                                     \
            mode = va_arg(rest, mode_t);                                                                               \
            va_end(rest);                                                                                              \
        }                                                                                                              \
        if (!((flags) & O_CREAT))                                                                                      \
            return NEXT(symbol)(__VA_ARGS__, mode);                                                                    \
        path_at(folder, name, path);                                                                                   \
        return (int)GUARDED("create", path, NEXT(symbol)(__VA_ARGS__, mode));                                          \
    } while (0)

int open(const char *name, int flags, ...)
{
    GUARDED_OPEN(open, AT_FDCWD, name, flags, name, flags);
}

int open64(const char *name, int flags, ...)
{
    GUARDED_OPEN(open64, AT_FDCWD, name, flags, name, flags);
}

int openat(int folder, const char *name, int flags, ...)
{
    GUARDED_OPEN(openat, folder, name, flags, folder, name, flags);
}

int openat64(int folder, const char *name, int flags, ...)
{
    GUARDED_OPEN(openat64, folder, name, flags, folder, name, flags);
}

ssize_t write(int file, const void *data, size_t count)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return GUARDED("write", path, NEXT(write)(file, data, PART(count)));
}

ssize_t pwrite(int file, const void *data, size_t count, off_t offset)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return GUARDED("write", path, NEXT(pwrite)(file, data, PART(count), offset));
}

ssize_t pwrite64(int file, const void *data, size_t count, off64_t offset)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return GUARDED("write", path, NEXT(pwrite64)(file, data, PART(count), offset));
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return GUARDED("write", path, NEXT(writev)(file, parts, count));
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return GUARDED("write", path, NEXT(pwritev)(file, parts, count, offset));
}

int fsync(int file)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return (int)GUARDED("sync", path, NEXT(fsync)(file));
}

int fdatasync(int file)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return (int)GUARDED("sync", path, NEXT(fdatasync)(file));
}

int ftruncate(int file, off_t length)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return (int)GUARDED("truncate", path, NEXT(ftruncate)(file, length));
}

int ftruncate64(int file, off64_t length)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return (int)GUARDED("truncate", path, NEXT(ftruncate64)(file, length));
}

int rename(const char *from, const char *to)
{
    char path[PATH_MAX];
    path_at(AT_FDCWD, to, path);
    return (int)GUARDED("rename", path, NEXT(rename)(from, to));
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    char path[PATH_MAX];
    path_at(to_folder, to, path);
    return (int)GUARDED("rename", path, NEXT(renameat)(from_folder, from, to_folder, to));
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
    char path[PATH_MAX];
    path_at(to_folder, to, path);
    return (int)GUARDED("rename", path, NEXT(renameat2)(from_folder, from, to_folder, to, flags));
}

int link(const char *from, const char *to)
{
    char path[PATH_MAX];
    path_at(AT_FDCWD, to, path);
    return (int)GUARDED("link", path, NEXT(link)(from, to));
}

int unlink(const char *name)
{
    char path[PATH_MAX];
    path_at(AT_FDCWD, name, path);
    return (int)GUARDED("unlink", path, NEXT(unlink)(name));
}

int unlinkat(int folder, const char *name, int flags)
{
    char path[PATH_MAX];
    path_at(folder, name, path);
    return (int)GUARDED("unlink", path, NEXT(unlinkat)(folder, name, flags));
}

int rmdir(const char *name)
{
    char path[PATH_MAX];
    path_at(AT_FDCWD, name, path);
    return (int)GUARDED("unlink", path, NEXT(rmdir)(name));
}

int mkdir(const char *name, mode_t mode)
{
    char path[PATH_MAX];
    path_at(AT_FDCWD, name, path);
    return (int)GUARDED("mkdir", path, NEXT(mkdir)(name, mode));
}

int chmod(const char *name, mode_t mode)
{
    char path[PATH_MAX];
    path_at(AT_FDCWD, name, path);
    return (int)GUARDED("chmod", path, NEXT(chmod)(name, mode));
}

int fchmod(int file, mode_t mode)
{
    char path[PATH_MAX];
    path_of_file(file, path);
    return (int)GUARDED("chmod", path, NEXT(fchmod)(file, mode));
}
