#ifndef CLIENTS_CERTIFICATE_NEEDED_BODIES_H_
#define CLIENTS_CERTIFICATE_NEEDED_BODIES_H_

#include <cstdint>
#include <set>
#include <string>

#include "clients/certificate/parsed_headers.h"

namespace assessment::certificate {

// What a certificate is about, as far as headers name it.
struct Scope {
  // The cycle, and the cycles that it is composed of.
  std::set<std::string> cycles;
  // The units assessed in them; of one unit's result that one.
  std::set<std::string> units;
  // Whether what names one of the cycles belongs to it whomever it names; else it names one of the
  // units as well.
  bool whole_cycles = true;
};

// Positions of the headers whose bodies the fold of the scope reads: what shapes the registry
// (types 100 to 199), what names one of the cycles, what names one of the units and no other cycle,
// and everything that names an accident or a matter which one of those names, and so on. `headers`
// by position, from 0. Where cycles are not whole, what names a cycle and none of the units is
// needed by nobody, whatever accident it names: postings and rulings say something of the units
// that they name alone.
std::set<uint64_t> NeededBodies(const ParsedHeaders& headers, const Scope& scope);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_NEEDED_BODIES_H_
