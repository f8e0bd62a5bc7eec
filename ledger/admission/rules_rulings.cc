// Rulings of the office: answers to questions, confirmed vetoes and interpretations, what is done
// with accidents that are not ruled on.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"
#include "ledger/base/points.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

void RefuseUnknown(const Case& c, absl::string_view field, std::string found, std::string expected,
                   Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_QUESTION,
                  .field = c.Field(field),
                  .found = std::move(found),
                  .expected = std::move(expected)});
}

// The entry of a list of the scheme whose identifier is `id`; null when there is none.
template <typename Entries, typename Identifier>
auto* FindEntry(const Entries& entries, const std::string& id, const Identifier& identifier) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return identifier(entry) == id; });
  return found == entries.end() ? nullptr : &*found;
}

// An answer that charges says how much; every other one says nothing of points.
void JudgeAnswerPoints(const Case& c, const scheme::v1::QuestionAnswer& answer, Verdict& verdict) {
  const event::v1::QuestionAnswered& answered = c.content.question_answered();
  std::string expected = "none: the answer charges no points";
  if (answer.has_charge()) {
    const scheme::v1::AnswerCharge& charge = answer.charge();
    if (answered.has_points_milli() && charge.minimum_milli() <= answered.points_milli() &&
        answered.points_milli() <= charge.maximum_milli()) {
      return;
    }
    expected =
        absl::StrCat(FormatPoints(charge.minimum_milli()), " to ",
                     FormatPoints(charge.maximum_milli()), " points, charged on ", charge.clause());
  } else if (!answered.has_points_milli()) {
    return;
  }
  verdict.Refuse(
      {.reason = ledger::v1::REASON_POINTS_OUT_OF_BOUNDS,
       .field = c.Field("points_milli"),
       .found = answered.has_points_milli() ? FormatPoints(answered.points_milli()) : "nothing",
       .expected = std::move(expected)});
}

// Some questions are raised once for each accident, the others once for the unit.
void JudgeAnswerAccident(const Case& c, const scheme::v1::QuestionRule& question,
                         Verdict& verdict) {
  const bool named = !c.content.question_answered().accident().empty();
  if (named == question.has_concealment()) return;
  verdict.Refuse(
      {.reason = named ? ledger::v1::REASON_FIELD_INVALID : ledger::v1::REASON_FIELD_MISSING,
       .field = c.Field("accident"),
       .found = named ? Quoted(c.content.question_answered().accident()) : "nothing",
       .expected =
           absl::StrCat(named ? "none: " : "the accident: ", question.question(),
                        named ? " is raised once for the unit" : " is raised for each accident")});
}

void JudgeQuestionAnswered(const Case& c, Verdict& verdict) {
  const event::v1::QuestionAnswered& answered = c.content.question_answered();
  const Address address = JudgeAddress(c, answered.cycle(), answered.unit(), verdict);
  if (address.scheme == nullptr) return;
  const scheme::v1::QuestionRule* question =
      FindEntry(address.scheme->proto().questions(), answered.question(),
                [](const auto& rule) { return rule.question(); });
  if (question == nullptr) {
    return RefuseUnknown(c, "question", Quoted(answered.question()),
                         "a question of the adopted scheme", verdict);
  }
  JudgeAnswerAccident(c, *question, verdict);
  if (answered.answer() >= static_cast<uint32_t>(question->answers_size())) {
    return RefuseUnknown(c, "answer", absl::StrCat(answered.answer()),
                         absl::StrCat("0 to ", question->answers_size() - 1, ", an answer to ",
                                      question->question()),
                         verdict);
  }
  JudgeAnswerPoints(c, question->answers(static_cast<int>(answered.answer())), verdict);
}

void JudgeVetoConfirmed(const Case& c, Verdict& verdict) {
  const event::v1::VetoConfirmed& confirmed = c.content.veto_confirmed();
  const CompiledScheme* scheme = RequireAdopted(c, confirmed.cycle(), confirmed.unit(), verdict);
  if (const CycleEntry* cycle = c.state.registry().FindCycle(confirmed.cycle())) {
    JudgeNotFrozen(c, *cycle, confirmed.unit(), verdict);
  }
  if (scheme == nullptr || FindEntry(scheme->proto().vetoes(), confirmed.veto(),
                                     [](const auto& rule) { return rule.veto(); }) != nullptr) {
    return;
  }
  RefuseUnknown(c, "veto", Quoted(confirmed.veto()), "a veto of the adopted scheme", verdict);
}

void JudgeInterpretationConfirmed(const Case& c, Verdict& verdict) {
  const event::v1::InterpretationConfirmed& confirmed = c.content.interpretation_confirmed();
  event::v1::SchemeReference reference;
  reference.set_scheme(confirmed.scheme());
  reference.set_version(confirmed.version());
  const SchemeEntry* scheme = RequireScheme(c, reference, verdict);
  if (scheme == nullptr ||
      FindEntry(scheme->scheme->proto().interpretations(), confirmed.interpretation(),
                [](const auto& entry) { return entry.interpretation(); }) != nullptr) {
    return;
  }
  RefuseUnknown(c, "interpretation", Quoted(confirmed.interpretation()),
                "an interpretation of the scheme", verdict);
}

void JudgeClerk(const Case& c, Verdict& verdict) {
  const std::optional<ClerkPause>& pause = c.state.registry().clerk_pause();
  if (pause.has_value() == c.content.has_clerk_resumed()) return;
  Failure failure{
      .reason = ledger::v1::REASON_CLERK_STATE,
      .field = c.EnvelopeField("kind"),
      .found = pause.has_value() ? absl::StrCat("paused since position ", pause->position)
                                 : "not paused",
      .expected = pause.has_value() ? "a clerk that is not paused" : "a clerk that is paused",
      .needs = {ClerkName()}};
  if (pause.has_value()) failure.positions = {pause->position};
  verdict.Refuse(std::move(failure));
}

void JudgePendingStands(const Case& c, Verdict& verdict) {
  const AccidentEntry* accident =
      RequireAccident(c, "accident", c.content.pending_decided().accident(), verdict);
  if (accident == nullptr) return;
  const AccidentEntry::Approval* approval = accident->FindApproval();
  // A decision that is restored may have come before the ruling that ended it.
  if (approval == nullptr || c.position < approval->position) return;
  verdict.Refuse({.reason = ledger::v1::REASON_NOTHING_PENDING,
                  .field = c.Field("accident"),
                  .found = absl::StrCat("ruled on at position ", approval->position),
                  .expected = "an accident without approved report",
                  .positions = {approval->position},
                  .needs = {VoidName(approval->position)}});
}

}  // namespace

void JudgeRulings(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kClerkPaused:
    case EventContent::kClerkResumed:
      return JudgeClerk(c, verdict);
    case EventContent::kInterpretationConfirmed:
      return JudgeInterpretationConfirmed(c, verdict);
    case EventContent::kQuestionAnswered:
      return JudgeQuestionAnswered(c, verdict);
    case EventContent::kVetoConfirmed:
      return JudgeVetoConfirmed(c, verdict);
    default:
      return;
  }
}

void JudgeRulingsStand(const Case& c, Verdict& verdict) {
  if (c.content.has_pending_decided()) return JudgePendingStands(c, verdict);
  if (c.content.has_question_answered() && !c.content.question_answered().accident().empty()) {
    RequireAccident(c, "accident", c.content.question_answered().accident(), verdict);
  }
}

}  // namespace assessment::admission
