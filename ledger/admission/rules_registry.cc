// Units, schemes, figures and signing keys.

#include "absl/strings/str_cat.h"
#include "ledger/admission/rules.h"
#include "ledger/scheme/lint.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Errors of the linter told in one refusal; the linter at hand tells them all.
constexpr size_t kLintErrorsMax = 8;

// Reports when `text` (a name, an alias, or an identifier that is to be new) addresses a unit other
// than `unit`.
void RequireFree(const Case& c, std::string field, absl::string_view unit, const std::string& text,
                 Verdict& verdict) {
  const UnitEntry* holder = c.state.registry().ResolveUnit(text);
  if (holder == nullptr || holder->unit == unit) return;
  verdict.Refuse({.reason = ledger::v1::REASON_NAME_TAKEN,
                  .field = std::move(field),
                  .found = absl::StrCat(Quoted(text), " addresses unit ", Quoted(holder->unit)),
                  .expected = "a name that addresses no other unit"});
}

void JudgeUnitRegistered(const Case& c, Verdict& verdict) {
  const event::v1::UnitRegistered& registered = c.content.unit_registered();
  if (const UnitEntry* entry = c.state.registry().FindUnit(registered.unit())) {
    verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_UNIT,
                    .field = c.Field("unit"),
                    .found = absl::StrCat(Quoted(registered.unit()), " is ", entry->name),
                    .expected = "an identifier that no unit has",
                    .positions = {entry->registered_position}});
    return;
  }
  RequireFree(c, c.Field("unit"), registered.unit(), registered.unit(), verdict);
  RequireFree(c, c.Field("name"), registered.unit(), registered.name(), verdict);
  for (int i = 0; i < registered.aliases_size(); ++i) {
    RequireFree(c, c.Field(absl::StrCat("aliases[", i, "]")), registered.unit(),
                registered.aliases(i), verdict);
  }
}

void JudgeUnitRenamed(const Case& c, Verdict& verdict) {
  const event::v1::UnitRenamed& renamed = c.content.unit_renamed();
  if (RequireUnit(c, "unit", renamed.unit(), verdict) == nullptr) return;
  RequireFree(c, c.Field("name"), renamed.unit(), renamed.name(), verdict);
}

void JudgeUnitChanged(const Case& c, Verdict& verdict) {
  const event::v1::UnitChanged& changed = c.content.unit_changed();
  if (RequireUnit(c, "unit", changed.unit(), verdict) == nullptr) return;
  for (int i = 0; i < changed.aliases_added_size(); ++i) {
    RequireFree(c, c.Field(absl::StrCat("aliases_added[", i, "]")), changed.unit(),
                changed.aliases_added(i), verdict);
  }
}

void JudgeSchemePublished(const Case& c, Verdict& verdict) {
  const event::v1::SchemePublished& published = c.content.scheme_published();
  const scheme::v1::Scheme& scheme = published.scheme();
  if (const SchemeEntry* entry = c.state.registry().FindScheme(scheme.scheme(), scheme.version())) {
    verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_SCHEME_VERSION,
                    .field = c.Field("scheme.version"),
                    .found = absl::StrCat("version ", scheme.version(), " is published"),
                    .expected = "the next version",
                    .positions = {entry->position}});
    return;
  }
  size_t errors = 0;
  std::string told;
  for (const LintFinding& finding : Lint(scheme)) {
    if (finding.severity != LintSeverity::kError || ++errors > kLintErrorsMax) continue;
    absl::StrAppend(&told, told.empty() ? "" : "; ", finding.rule, finding.about.empty() ? "" : " ",
                    finding.about, ": ", finding.message);
  }
  if (errors > 0) {
    verdict.Refuse(
        {.reason = ledger::v1::REASON_SCHEME_REFUSED_BY_LINT,
         .field = c.Field("scheme"),
         .found = absl::StrCat(errors, " errors: ", told, errors > kLintErrorsMax ? "; ..." : ""),
         .expected = "a scheme without errors"});
    return;
  }
  if (published.wording().empty()) return;
  const auto compiled = CompiledScheme::Compile(scheme);
  if (!compiled.ok()) return;
  for (int i = 0; i < published.wording_size(); ++i) {
    const std::string& clause = published.wording(i).clause();
    if ((*compiled)->FindClause(clause) != nullptr) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                    .field = c.Field(absl::StrCat("wording[", i, "].clause")),
                    .found = Quoted(clause),
                    .expected = "a clause of the scheme"});
  }
}

bool RestsOnPaper(const EventContent& content) {
  return !content.paper().number().empty() && content.paper().has_date();
}

// A figure is set once: the same value again says nothing new. Another value succeeds it and rests
// on a paper.
void JudgeFigure(const Case& c, std::string key, bool same, uint64_t position, Verdict& verdict) {
  if (same) {
    verdict.Refuse({.reason = ledger::v1::REASON_FIGURE_ALREADY_SET,
                    .field = c.Field("year"),
                    .found = absl::StrCat(key, " is set to this"),
                    .expected = "another figure, resting on a paper, or none",
                    .positions = {position}});
  } else if (!RestsOnPaper(c.content)) {
    verdict.Refuse({.reason = ledger::v1::REASON_PAPER_MISSING,
                    .field = c.EnvelopeField("paper"),
                    .found = absl::StrCat("nothing; ", key, " is set to another"),
                    .expected = "the document that changes the figure, with number and date",
                    .positions = {position}});
  }
}

void JudgeTargetSet(const Case& c, Verdict& verdict) {
  const event::v1::TargetSet& set = c.content.target_set();
  const assessment::Target* before = c.state.registry().FindTarget(set.metric(), set.year());
  if (before == nullptr) return;
  JudgeFigure(c, absl::StrCat("the target of ", set.metric(), " for ", set.year()),
              before->value_millionths == set.target().value_millionths(), before->position,
              verdict);
}

void JudgeBaselineSet(const Case& c, Verdict& verdict) {
  const event::v1::BaselineSet& set = c.content.baseline_set();
  RequireUnit(c, "unit", set.unit(), verdict);
  const Baseline* before = c.state.registry().FindBaseline(set.unit(), set.year());
  if (before == nullptr) return;
  const bool same = before->accidents == set.accidents() && before->deaths == set.deaths();
  if (same && RestsOnPaper(c.content)) {
    // A document confirms a figure that was set without one.
    const absl::StatusOr<RecordPointer> record = c.state.Lookup(before->position);
    if (record.ok() && !RestsOnPaper((*record)->body.event().content())) return;
  }
  JudgeFigure(c, absl::StrCat("the baseline of ", set.unit(), " for ", set.year()), same,
              before->position, verdict);
}

void JudgeSigningKeyChanged(const Case& c, Verdict& verdict) {
  const Registry& registry = c.state.registry();
  std::optional<SigningKeyFault> fault = FindSigningKeyFault(
      registry.signing_keys(), registry.opened().origin(), c.content.signing_key_changed());
  if (!fault.has_value()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                  .field = c.Field(fault->field),
                  .found = std::move(fault->found),
                  .expected = std::move(fault->expected)});
}

}  // namespace

void JudgeRegistry(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kSigningKeyChanged:
      return JudgeSigningKeyChanged(c, verdict);
    case EventContent::kUnitRegistered:
      return JudgeUnitRegistered(c, verdict);
    case EventContent::kUnitRenamed:
      return JudgeUnitRenamed(c, verdict);
    case EventContent::kUnitChanged:
      return JudgeUnitChanged(c, verdict);
    case EventContent::kSchemePublished:
      return JudgeSchemePublished(c, verdict);
    case EventContent::kTargetSet:
      return JudgeTargetSet(c, verdict);
    case EventContent::kBaselineSet:
      return JudgeBaselineSet(c, verdict);
    case EventContent::kMetricReported:
      RequireUnit(c, "unit", c.content.metric_reported().unit(), verdict);
      return;
    default:
      return;
  }
}

}  // namespace assessment::admission
