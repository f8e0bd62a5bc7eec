#ifndef CLIENTS_CTL_RENDER_GROUP_H_
#define CLIENTS_CTL_RENDER_GROUP_H_

// What stands across clauses: questions, and everything that one accident causes.

#include <string>
#include <vector>

#include "assessment/projections/v1/assessment_service.pb.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// "R12 瞒报重大事故如何扣分 (事故 X) 待答 #41" or its answer.
std::string QuestionText(const projections::v1::OpenQuestion& question, Language language);

// What an accident is, then one text for each line and for its vetoes.
std::vector<std::string> AccidentGroupTexts(const projections::v1::AccidentGroup& group,
                                            Language language);

// The questions of a cycle, by unit.
std::string RenderQuestions(const projections::v1::ListOpenQuestionsResponse& questions,
                            Language language);

// One accident with its due dates and all it causes.
std::string RenderAccident(const projections::v1::GetAccidentResponse& accident, Language language);

// Who differs between two sides and by which lines.
std::string RenderComparison(const projections::v1::CompareScoresResponse& comparison,
                             Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_GROUP_H_
