/* Calls of Linux that Swift's Glibc leaves out. */
#ifndef FF_LINUX_H
#define FF_LINUX_H

#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Names the calling thread for debuggers; 15 bytes of the name are kept. Swift does not see prctl, which takes any number of arguments. */
static inline void ff_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

/* A file in memory, gone with its last descriptor; negative where there is none. glibc hides memfd_create from what does not ask for GNU's own calls. */
static inline int ff_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 0u); }

/* Writes out what was printed; 0 where all of it was written, now and before. Swift does not let one task's code name stdout. */
static inline int ff_flush_output(void) { return (fflush(stdout) != 0) | (ferror(stdout) != 0); }

#endif
