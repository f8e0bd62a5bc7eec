#ifndef CLIENTS_CTL_RENDER_SCORE_H_
#define CLIENTS_CTL_RENDER_SCORE_H_

// Scores as text. Nothing is computed here: every number comes from the message.

#include <string>

#include "assessment/projections/v1/assessment_service.pb.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// Who, in which cycle, under which scheme, as of when.
std::string RenderScoreHead(const projections::v1::ScoreExplanation& score, Language language);

// The way from the items' sum to the final score and grade, with coverage.
std::string RenderFinalScore(const projections::v1::ScoreExplanation& score, Language language);

// The sheet: categories and items with their points.
std::string RenderSheet(const projections::v1::ScoreExplanation& score, Language language);

// The ranking, one table a pool.
std::string RenderRanking(const projections::v1::ListScoresResponse& ranking, Language language);

// Vetoes of units; those not met only when `all`.
std::string RenderVetoes(const projections::v1::GetVetoStatusResponse& vetoes, bool all,
                         Language language);

// "V1 已触发 等次不高于 良好 (事故 LVL-2022-001 较大; #12 #15)".
std::string VetoText(const projections::v1::VetoStatus& veto, Language language);

// "截至 as of size 512 · 2022-06-30 15:04:05": what an answer reflects.
std::string ReflectsText(uint64_t size, int64_t record_time_micros, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_SCORE_H_
