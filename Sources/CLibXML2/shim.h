// What Swift cannot call in libxml2 as it stands; each wrapper says why.
#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml2 pulls in the headers of the system's ICU, which clash with the ICU inside Foundation. Nothing here needs them.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

/// `xmlFree` is a mutable global function pointer, which Swift 6 refuses as not safe between threads.
static inline void ff_xml_free(void *pointer) { xmlFree(pointer); }
