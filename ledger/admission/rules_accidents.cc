// Accidents name registered units; the rest of their rules is about one another: see
// rules_standing.

#include "ledger/admission/rules.h"

namespace assessment::admission {

void JudgeAccidents(const Case& c, Verdict& verdict) {
  if (c.content.has_accident_reported()) {
    RequireUnit(c, "county", c.content.accident_reported().county(), verdict);
  } else if (c.content.has_accident_attributed()) {
    RequireUnit(c, "unit", c.content.accident_attributed().unit(), verdict);
  }
}

}  // namespace assessment::admission
