/* The name of a thread: Swift does not see functions like prctl, which take any number of arguments. */
#include <sys/prctl.h>
/* Names the calling thread for debuggers; 15 bytes of the name are kept. */
static inline void ff_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
