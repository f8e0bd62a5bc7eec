#ifndef CLIENTS_CTL_RENDER_EXPLANATION_H_
#define CLIENTS_CTL_RENDER_EXPLANATION_H_

#include <string>

#include "assessment/projections/v1/explanation.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

struct ExplanationView {
  Language language = Language::kChinese;
  // Also clauses without lines and items that the unit does not have.
  bool all = false;
  // Columns of the terminal; texts are wrapped to it. At least 60.
  size_t width = 110;
};

// The whole computation as an indented tree: final score, then categories, items, components,
// clauses and lines, each line with its event, what became of it, its papers and persons; then
// blocks, direct lines, vetoes, what counts nowhere, and open questions. Computes nothing.
std::string RenderExplanation(const projections::v1::ScoreExplanation& score,
                              const ExplanationView& view);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_EXPLANATION_H_
