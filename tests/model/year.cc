#include "tests/model/year.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "ledger/base/check.h"
#include "tests/model/engine_run.h"

namespace assessment::model {
namespace {

event::v1::EventContent Parse(const std::string& text) {
  event::v1::EventContent content;
  CHECK(google::protobuf::TextFormat::ParseFromString(text, &content));
  return content;
}

scheme::v1::Scheme ParseScheme(const std::string& text) {
  scheme::v1::Scheme scheme;
  CHECK(google::protobuf::TextFormat::ParseFromString(text, &scheme));
  scheme.set_scheme("written");
  scheme.set_version(1);
  if (scheme.not_applicable_policy() == scheme::v1::NOT_APPLICABLE_POLICY_UNSPECIFIED) {
    scheme.set_not_applicable_policy(scheme::v1::NOT_APPLICABLE_POLICY_KEEP);
  }
  if (!scheme.has_number_policy()) {
    scheme.mutable_number_policy()->set_decimals(2);
    scheme.mutable_number_policy()->set_floor_milli(0);
  }
  return scheme;
}

const char kAddressed[] = "cycle: '2022' unit: 'u1'";

}  // namespace

Year::Year(const std::string& scheme) {
  Add("unit_registered { unit: 'u1' name: 'unit one' kind: UNIT_KIND_COUNTY }");
  event::v1::EventContent published = Parse("occurred_on { year: 2022 month: 1 day: 1 }");
  *published.mutable_scheme_published()->mutable_scheme() = ParseScheme(scheme);
  history_.Add(std::move(published));
  Add("cycle_opened { cycle: '2022' year: 2022 units: 'u1'"
      " window_from { year: 2022 month: 1 day: 1 } window_to { year: 2022 month: 12 day: 31 }"
      " facts_until { year: 2023 month: 1 day: 31 } scheme { scheme: 'written' version: 1 } }");
}

uint64_t Year::Find(const std::string& clause, const std::vector<std::string>& subjects, int day) {
  std::string text = absl::StrCat("finding_recorded { ", kAddressed, " clause: '", clause,
                                  "' problem { plain: 'p' }");
  for (const std::string& subject : subjects) {
    absl::StrAppend(&text, " subjects { kind: 'mine' code: '", subject, "' }");
  }
  return Add(text + " }", day);
}

uint64_t Year::Measure(const std::string& clause, int64_t millionths, int day) {
  return Add(
      absl::StrCat("finding_recorded { ", kAddressed, " clause: '", clause,
                   "' problem { plain: 'p' } measure { value_millionths: ", millionths, " } }"),
      day);
}

uint64_t Year::Judge(const std::string& clause, int64_t points_milli) {
  return Add(absl::StrCat("points_judged { ", kAddressed, " clause: '", clause,
                          "' points_milli: ", points_milli, " }"));
}

uint64_t Year::Decide(const std::string& clause, int64_t points_milli,
                      const std::string& inspection) {
  return Add(absl::StrCat("deduction_decided { ", kAddressed, " clause: '", clause,
                          "' points_milli: ", points_milli, " inspection: '", inspection, "' }"));
}

uint64_t Year::Exempt(const std::string& clause) {
  return Add(absl::StrCat("exemption_granted { ", kAddressed, " clause: '", clause, "' }"));
}

uint64_t Year::Review(const std::string& item) {
  return Add(absl::StrCat("item_reviewed { ", kAddressed, " items: '", item,
                          "' outcome: REVIEW_OUTCOME_NO_PROBLEM_FOUND }"));
}

void Year::StateAway(const std::string& target) {
  const uint64_t claim =
      Add(absl::StrCat("not_applicable_claimed { ", kAddressed, " targets: '", target, "' }"));
  Add(absl::StrCat("not_applicable_ruled { ", kAddressed, " claim_position: ", claim,
                   " ruling: RULING_ACCEPTED }"));
}

void Year::FindNoStatement(const std::string& target) {
  Add(absl::StrCat("no_statement_found { ", kAddressed, " targets: '", target, "' }"));
}

uint64_t Year::Accident(const std::string& id, const std::string& fields, const std::string& role,
                        int day) {
  Add(absl::StrCat("accident_reported { accident: '", id,
                   "' occurred_at { date { year: 2022 month: 3 day: ", day,
                   " } } county: 'u1' kind: ACCIDENT_KIND_PRODUCTION ", fields, " }"),
      day);
  return Add(absl::StrCat("accident_attributed { accident: '", id,
                          "' unit: 'u1' role: ACCIDENT_ROLE_", role, " }"),
             day);
}

uint64_t Year::Add(const std::string& text, int day) {
  event::v1::EventContent content = Parse(text);
  if (!content.has_occurred_on()) {
    content.mutable_occurred_on()->set_year(2022);
    content.mutable_occurred_on()->set_month(3);
    content.mutable_occurred_on()->set_day(day);
  }
  return history_.Add(std::move(content));
}

projections::v1::ScoreExplanation Year::Score() const {
  auto score = ScoreByEngine(history_.records(), "2022", "u1");
  CHECK(score.ok());
  return *std::move(score);
}

}  // namespace assessment::model
