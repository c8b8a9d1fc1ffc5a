/* libxml2-tree FILE...: reads every file and builds libxml2's own HTML tree of it, as fast as libxml2 can; prints the bytes
   and the CPU seconds of the whole process. What fourfield extract is compared with by libxml2-ratio.py. */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int count, char **paths) {
  size_t bytes = 0, nodes = 0;
  xmlInitParser();
  for (int index = 1; index < count; index++) {
    FILE *file = fopen(paths[index], "rb");
    if (!file) { perror(paths[index]); return 1; }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != (size_t)size) { perror(paths[index]); return 1; }
    fclose(file);
    htmlDocPtr tree = htmlReadMemory(
        text, (int)size, NULL, "UTF-8",
        HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT | (1 << 21) | 0x80000);
    if (tree) { nodes += tree->children != NULL; xmlFreeDoc(tree); }
    free(text);
    bytes += size;
  }
  printf("%zu %zu %.3f\n", bytes, nodes, (double)clock() / CLOCKS_PER_SEC);
  return 0;
}
