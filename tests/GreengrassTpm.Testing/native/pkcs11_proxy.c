/*
 * A PKCS#11 module (v2.40) that passes every call on to another one, and lets a planned fault happen at one of them.
 *
 * PKCS11_PROXY_MODULE names the real module; PKCS11_PROXY_… the fault (fault_plan.h). "mutating" in PKCS11_PROXY_COUNT
 * stands for the calls that change a token. Arguments are passed on unseen: neither PINs nor data reach the log.
 *
 * Every argument of PKCS#11 is a pointer or an integer, one register or stack slot each on 64-bit Linux, so that the
 * number of arguments is all that has to be known of a function.
 */
#include <dlfcn.h>

#include "fault_plan.h"

#define PREFIX "PKCS11_PROXY"
#define MUTATING                                                                                                       \
    ",C_InitToken,C_InitPIN,C_SetPIN,C_CreateObject,C_CopyObject,C_DestroyObject,C_SetAttributeValue,C_GenerateKey,"   \
    "C_GenerateKeyPair,C_UnwrapKey,C_DeriveKey,"
#define CKR_OK 0UL
#define CKR_GENERAL_ERROR 5UL

typedef unsigned long word;

/* All functions but C_GetFunctionList, in the order of CK_FUNCTION_LIST, with their numbers of arguments. */
#define FUNCTIONS_BEFORE_LIST(X) X(C_Initialize, 1) X(C_Finalize, 1) X(C_GetInfo, 1)
#define FUNCTIONS_AFTER_LIST(X)                                                                                        \
    X(C_GetSlotList, 3) X(C_GetSlotInfo, 2) X(C_GetTokenInfo, 2) X(C_GetMechanismList, 3) X(C_GetMechanismInfo, 3)     \
    X(C_InitToken, 4) X(C_InitPIN, 3) X(C_SetPIN, 5) X(C_OpenSession, 5) X(C_CloseSession, 1)                          \
    X(C_CloseAllSessions, 1) X(C_GetSessionInfo, 2) X(C_GetOperationState, 3) X(C_SetOperationState, 5)                \
    X(C_Login, 4) X(C_Logout, 1) X(C_CreateObject, 4) X(C_CopyObject, 5) X(C_DestroyObject, 2)                         \
    X(C_GetObjectSize, 3) X(C_GetAttributeValue, 4) X(C_SetAttributeValue, 4) X(C_FindObjectsInit, 3)                  \
    X(C_FindObjects, 4) X(C_FindObjectsFinal, 1) X(C_EncryptInit, 3) X(C_Encrypt, 5) X(C_EncryptUpdate, 5)             \
    X(C_EncryptFinal, 3) X(C_DecryptInit, 3) X(C_Decrypt, 5) X(C_DecryptUpdate, 5) X(C_DecryptFinal, 3)                \
    X(C_DigestInit, 2) X(C_Digest, 5) X(C_DigestUpdate, 3) X(C_DigestKey, 2) X(C_DigestFinal, 3) X(C_SignInit, 3)      \
    X(C_Sign, 5) X(C_SignUpdate, 3) X(C_SignFinal, 3) X(C_SignRecoverInit, 3) X(C_SignRecover, 5) X(C_VerifyInit, 3)   \
    X(C_Verify, 5) X(C_VerifyUpdate, 3) X(C_VerifyFinal, 3) X(C_VerifyRecoverInit, 3) X(C_VerifyRecover, 5)            \
    X(C_DigestEncryptUpdate, 5) X(C_DecryptDigestUpdate, 5) X(C_SignEncryptUpdate, 5) X(C_DecryptVerifyUpdate, 5)      \
    X(C_GenerateKey, 5) X(C_GenerateKeyPair, 8) X(C_WrapKey, 6) X(C_UnwrapKey, 8) X(C_DeriveKey, 6)                    \
    X(C_SeedRandom, 3) X(C_GenerateRandom, 3) X(C_GetFunctionStatus, 1) X(C_CancelFunction, 1) X(C_WaitForSlotEvent, 3)

#define PARAMETERS_1 word a
#define PARAMETERS_2 PARAMETERS_1, word b
#define PARAMETERS_3 PARAMETERS_2, word c
#define PARAMETERS_4 PARAMETERS_3, word d
#define PARAMETERS_5 PARAMETERS_4, word e
#define PARAMETERS_6 PARAMETERS_5, word f
#define PARAMETERS_8 PARAMETERS_6, word g, word h
#define ARGUMENTS_1 a
#define ARGUMENTS_2 ARGUMENTS_1, b
#define ARGUMENTS_3 ARGUMENTS_2, c
#define ARGUMENTS_4 ARGUMENTS_3, d
#define ARGUMENTS_5 ARGUMENTS_4, e
#define ARGUMENTS_6 ARGUMENTS_5, f
#define ARGUMENTS_8 ARGUMENTS_6, g, h

#define MEMBER(name, arity) word (*name)(PARAMETERS_##arity);

struct function_list {
    unsigned char major, minor;
    FUNCTIONS_BEFORE_LIST(MEMBER)
    word (*C_GetFunctionList)(struct function_list **);
    FUNCTIONS_AFTER_LIST(MEMBER)
};

_Static_assert(sizeof(struct function_list) == sizeof(void *) * 69, "CK_FUNCTION_LIST v2.40: a version, 68 functions");

static struct function_list *real;

static word finish(const struct counted_call *call, word result)
{
    char text[24];
    snprintf(text, sizeof text, "0x%lx", result);
    return plan_after(call, text) ? plan.error : result;
}

#define PROXY(name, arity)                                                                                             \
    static word proxy_##name(PARAMETERS_##arity)                                                                       \
    {                                                                                                                  \
        struct counted_call call = plan_before(#name, "");                                                             \
        return call.fault == FAIL_BEFORE ? plan.error : finish(&call, real->name(ARGUMENTS_##arity));                  \
    }

FUNCTIONS_BEFORE_LIST(PROXY)
FUNCTIONS_AFTER_LIST(PROXY)

word C_GetFunctionList(struct function_list **list);

#define ENTRY(name, arity) .name = proxy_##name,

static struct function_list proxy = {
    .major = 2,
    .minor = 40,
    .C_GetFunctionList = C_GetFunctionList,
    FUNCTIONS_BEFORE_LIST(ENTRY) FUNCTIONS_AFTER_LIST(ENTRY)};

static word load(void)
{
    const char *path = plan_variable(PREFIX, "MODULE");
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "pkcs11_proxy: PKCS11_PROXY_MODULE: %s\n", dlerror());
        return CKR_GENERAL_ERROR;
    }
    word (*get_function_list)(struct function_list **) = NULL;
    *(void **)&get_function_list = dlsym(library, "C_GetFunctionList");
    plan_read(PREFIX);
    if (strcmp(plan.count, ",mutating,") == 0)
        snprintf(plan.count, sizeof plan.count, "%s", MUTATING);
    return get_function_list ? get_function_list(&real) : CKR_GENERAL_ERROR;
}

word C_GetFunctionList(struct function_list **list)
{
    word result = real ? CKR_OK : load();
    if (result == CKR_OK)
        *list = &proxy;
    return result;
}
