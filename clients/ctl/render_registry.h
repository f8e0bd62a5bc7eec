#ifndef CLIENTS_CTL_RENDER_REGISTRY_H_
#define CLIENTS_CTL_RENDER_REGISTRY_H_

// Units, cycles, schemes, clauses and principals as text.

#include <string>
#include <vector>

#include "assessment/ledger/v1/access_service.pb.h"
#include "assessment/projections/v1/registry_service.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "clients/ctl/language.h"
#include "ledger/scheme/lint.h"

namespace assessment::ctl {

std::string RenderUnits(const projections::v1::ListUnitsResponse& units, Language language);
std::string RenderCycles(const projections::v1::ListCyclesResponse& cycles, Language language);
std::string RenderSchemes(const projections::v1::ListSchemesResponse& schemes, Language language);
std::string RenderClauses(const projections::v1::ListClausesResponse& clauses, Language language);

// A scheme as a tree: categories, items, components, clauses with their prices, blocks, vetoes.
std::string RenderScheme(const scheme::v1::Scheme& scheme, Language language);

// What a clause costs, in words: "0.5 逐次/次 ≤1".
std::string PriceText(const scheme::v1::Clause& clause, Language language);

std::string RenderPrincipals(const std::vector<ledger::v1::Principal>& principals,
                             Language language);

// Findings of the linter, one a line, and a summary as the last line.
std::string RenderLint(const scheme::v1::Scheme& scheme, const std::vector<LintFinding>& findings,
                       Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_REGISTRY_H_
