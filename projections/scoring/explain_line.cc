#include "projections/scoring/explain_line.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using projections::v1::LineExplanation;
using projections::v1::LineState;

event::v1::SealableText Plain(const std::string& text) {
  event::v1::SealableText plain;
  if (!text.empty()) plain.set_plain(text);
  return plain;
}

// The words of an event: the problem, the reason, or the materials seen.
event::v1::SealableText TextOf(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kFindingRecorded:
      return content.finding_recorded().problem();
    case EventContent::kPointsJudged:
      return content.points_judged().reason();
    case EventContent::kDeductionDecided:
      return content.deduction_decided().reason();
    case EventContent::kExemptionGranted:
      return content.exemption_granted().reason();
    case EventContent::kNotApplicableClaimed:
      return content.not_applicable_claimed().reason();
    case EventContent::kNotApplicableRuled:
      return content.not_applicable_ruled().reason();
    case EventContent::kItemReviewed:
      return Plain(content.item_reviewed().materials());
    case EventContent::kMatterOpened:
      return content.matter_opened().title();
    case EventContent::kHonourRecorded:
      return content.honour_recorded().honour().recipient();
    case EventContent::kBlameRecorded:
      return content.blame_recorded().blame().recipient();
    default:
      return {};
  }
}

LineState StateOf(const Line& line) {
  if (line.settled != projections::v1::LINE_STATE_UNSPECIFIED) return line.settled;
  if (line.exempted) return projections::v1::LINE_STATE_EXEMPTED;
  if (line.Charged() > 0) return projections::v1::LINE_STATE_CHARGED;
  if (line.Absorbed() > 0 || (line.Raised() == 0 && !line.absorptions.empty())) {
    return projections::v1::LINE_STATE_ABSORBED;
  }
  if (line.Suppressed() > 0) return projections::v1::LINE_STATE_SUPPRESSED;
  return projections::v1::LINE_STATE_CHARGED;
}

const char* KindName(const scheme::v1::Clause& clause) {
  const google::protobuf::OneofDescriptor* kinds =
      scheme::v1::Clause::descriptor()->FindOneofByName("kind");
  const google::protobuf::FieldDescriptor* kind =
      clause.GetReflection()->GetOneofFieldDescriptor(clause, kinds);
  return kind == nullptr ? "" : kind->name().c_str();
}

}  // namespace

void DescribeEntry(const StreamEntry& entry, LineExplanation& line) {
  const EventContent& content = *entry.content;
  const event::v1::RecordHeader& header = entry.record->header;
  line.set_position(entry.position());
  line.set_event_type(static_cast<event::v1::EventType>(content.kind_case()));
  line.set_record_time_micros(header.record_time_micros());
  *line.mutable_occurred_on() = content.occurred_on();
  line.set_clause(ClauseOf(content));
  const event::v1::SealableText text = TextOf(content);
  if (text.content_case() != event::v1::SealableText::CONTENT_NOT_SET) {
    *line.mutable_text() = text;
  }
  *line.mutable_decided_by() = content.decided_by();
  if (content.has_paper()) *line.mutable_paper() = content.paper();
  *line.mutable_evidence() = content.evidence();
  *line.mutable_poster() = entry.record->body.poster();
  if (content.has_finding_recorded())
    *line.mutable_subjects() = content.finding_recorded().subjects();
  if (content.has_accident_attributed()) {
    line.set_accident(content.accident_attributed().accident());
  } else if (content.has_concealment_verified()) {
    line.set_accident(content.concealment_verified().accident());
  } else if (content.has_overdue_recorded()) {
    line.set_accident(content.overdue_recorded().accident());
    line.set_matter(content.overdue_recorded().matter());
  } else if (content.has_letter_issued() && content.letter_issued().matters_size() > 0) {
    line.set_matter(content.letter_issued().matters(0));
  }
}

LineExplanation ExplainLine(const Line& line) {
  LineExplanation explanation;
  DescribeEntry(*line.entry, explanation);
  explanation.set_state(StateOf(line));
  explanation.set_raised_milli(line.Raised());
  explanation.set_charged_milli(line.Charged());
  explanation.set_absorbed_milli(line.Absorbed());
  explanation.set_suppressed_milli(line.Suppressed());
  for (const AbsorbedPart& part : line.absorptions) {
    projections::v1::Absorption& absorption = *explanation.add_absorptions();
    absorption.set_by(std::string(part.by));
    absorption.set_id(std::string(part.id));
    absorption.set_milli(part.milli);
    if (part.used_up_by_position.has_value()) {
      absorption.set_used_up_by_position(*part.used_up_by_position);
    }
  }
  explanation.set_occurrences(line.occurrences);
  if (line.measure_millionths.has_value()) {
    explanation.mutable_measure()->set_value_millionths(*line.measure_millionths);
  }
  if (line.accident != nullptr) {
    explanation.set_accident(line.accident->accident);
    if (line.entry->content->has_accident_attributed()) {
      *explanation.mutable_occurred_on() = line.accident->report->occurred_at().date();
    }
  }
  if (!line.matter.empty()) explanation.set_matter(line.matter);
  if (line.counts_on.has_value()) {
    *explanation.mutable_occurred_on() = ToMoment({*line.counts_on, std::nullopt}).day();
  }
  if (line.months_overdue.has_value()) explanation.set_months_overdue(*line.months_overdue);
  explanation.set_provisional(line.provisional);
  if (line.by_position.has_value()) explanation.set_by_position(*line.by_position);
  explanation.set_uncounted_reason(line.uncounted);
  return explanation;
}

projections::v1::ClauseExplanation ExplainClause(const ClauseLines& clause) {
  projections::v1::ClauseExplanation explanation;
  const scheme::v1::Clause& proto = *clause.clause->clause;
  explanation.set_clause(proto.clause());
  *explanation.mutable_label() = proto.label();
  explanation.set_component(proto.component());
  explanation.set_kind(KindName(proto));
  explanation.set_open(clause.open);
  for (const Line& line : clause.lines) {
    explanation.set_raised_milli(explanation.raised_milli() + line.Raised());
    explanation.set_charged_milli(explanation.charged_milli() + line.Charged());
    explanation.set_absorbed_milli(explanation.absorbed_milli() + line.Absorbed());
    explanation.set_suppressed_milli(explanation.suppressed_milli() + line.Suppressed());
    *explanation.add_lines() = ExplainLine(line);
  }
  return explanation;
}

}  // namespace assessment
