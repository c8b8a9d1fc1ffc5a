// Preloaded into the program under test: makes the FAULT_AT-th call FAULT_CALL (open, read, write, sync, rename) on a path that contains
// FAULT_PATH fail with FAULT_ERRNO, or kills the process there where that is 0; once in all processes of a run. FAULT_TRAP and FAULT_HANG are beginnings of documents at
// whose digest the process crashes or goes in circles, as it would in native code.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ({ static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name); real; })

// Counted in a file that all processes of a run share, named by FAULT_COUNT.
static int *counter(void) {
  static int *shared, own;
  if (shared) return shared;
  int descriptor = syscall(SYS_openat, AT_FDCWD, getenv("FAULT_COUNT"), O_RDWR | O_CREAT, 0644);
  if (descriptor < 0 || syscall(SYS_ftruncate, descriptor, sizeof own)) return &own;
  void *place = mmap(0, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  syscall(SYS_close, descriptor);
  return shared = place == MAP_FAILED ? &own : place;
}

static const char *value(const char *name) {
  const char *text = getenv(name);
  return text ? text : "";
}

// Whether this call is the one that fails; errno is set then.
static int fails(const char *call, const char *path) {
  if (!path || strcmp(value("FAULT_CALL"), call) || !strstr(path, value("FAULT_PATH"))) return 0;
  if (__sync_add_and_fetch(counter(), 1) != atoi(value("FAULT_AT"))) return 0;
  errno = atoi(value("FAULT_ERRNO"));
  if (errno == 0) kill(getpid(), SIGKILL);
  return 1;
}

static const char *path_of(int descriptor, char *buffer, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t count = readlink(link, buffer, size - 1);
  buffer[count < 0 ? 0 : count] = 0;
  return buffer;
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return fails("open", path) ? -1 : REAL(open)(path, flags, mode);
}

ssize_t read(int descriptor, void *bytes, size_t count) {
  char path[4096];
  return fails("read", path_of(descriptor, path, sizeof path)) ? -1 : REAL(read)(descriptor, bytes, count);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  char path[4096];
  return fails("write", path_of(descriptor, path, sizeof path)) ? -1 : REAL(write)(descriptor, bytes, count);
}

int fdatasync(int descriptor) {
  char path[4096];
  return fails("sync", path_of(descriptor, path, sizeof path)) ? -1 : REAL(fdatasync)(descriptor);
}

int rename(const char *from, const char *to) { return fails("rename", to) ? -1 : REAL(rename)(from, to); }

// FAULT_SOCKET: whoever asks for a socket crashes.
int socket(int domain, int type, int protocol) {
  if (*value("FAULT_SOCKET")) raise(SIGSEGV);
  return REAL(socket)(domain, type, protocol);
}

static int begins(const void *bytes, size_t count, const char *name) {
  const char *text = value(name);
  return *text && count >= strlen(text) && !memcmp(bytes, text, strlen(text));
}

int EVP_DigestUpdate(void *context, const void *bytes, size_t count) {
  static int (*real)(void *, const void *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "EVP_DigestUpdate");
  if (begins(bytes, count, "FAULT_TRAP")) raise(SIGSEGV);
  while (begins(bytes, count, "FAULT_HANG")) {}
  return real(context, bytes, count);
}
