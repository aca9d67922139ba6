// The native methods of vow.linux.Syscall: any system call, where a direct buffer lies, and a buffer
// for what lies somewhere.
#define _GNU_SOURCE
#include <errno.h>
#include <jni.h>
#include <unistd.h>

// The result, or minus errno: read here, before the virtual machine calls anything else.
JNIEXPORT jlong JNICALL Java_vow_linux_Syscall_kernel(
    JNIEnv *env, jclass class, jlong number, jlong a, jlong b, jlong c, jlong d, jlong e, jlong f)
{
    (void)env, (void)class;
    long result = syscall((long)number, a, b, c, d, e, f);
    return result == -1 ? -errno : result;
}

JNIEXPORT jlong JNICALL Java_vow_linux_Syscall_address(JNIEnv *env, jclass class, jobject direct)
{
    (void)class;
    return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, direct);
}

JNIEXPORT jobject JNICALL Java_vow_linux_Syscall_buffer(
    JNIEnv *env, jclass class, jlong address, jlong size)
{
    (void)class;
    return (*env)->NewDirectByteBuffer(env, (void *)(intptr_t)address, size);
}
