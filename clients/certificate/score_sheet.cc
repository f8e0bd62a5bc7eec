#include "clients/certificate/score_sheet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/sheet/csv_writer.h"
#include "clients/sheet/form_words.h"
#include "clients/sheet/sheet_form.h"
#include "clients/sheet/sheet_identity.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"

namespace assessment::certificate {
namespace {

// The sheet's head stands in no CSV file; this line says whose sheet it is.
sheet::SheetRow AboutRow(const event::v1::CycleResults& results,
                         const event::v1::UnitResult& result) {
  sheet::SheetRow row;
  row.role = sheet::RowRole::kNote;
  row.key = "about";
  row.fingerprinted = false;
  row.cells = {sheet::WideCell(
      sheet::kItemColumn, sheet::kRemarkColumn,
      absl::StrCat("单位：", result.unit_name(), "（", result.unit(), "）　　考核：",
                   results.title(), "（", results.cycle(), "）　　结果：第 ", results.revision(),
                   " 版　　名次：",
                   result.rank() == 0 ? std::string("—") : absl::StrCat(result.rank())))};
  return row;
}

}  // namespace

absl::StatusOr<SheetBasis> SheetBasisOf(const CertificateView& view,
                                        const RecordsByPosition& records,
                                        const ParsedHeaders& headers,
                                        const event::v1::CycleResults& results) {
  if (results.size() == 0 || results.size() > headers.size()) {
    return absl::FailedPreconditionError(absl::StrCat("the results are of size ", results.size(),
                                                      "; ", headers.size(), " headers are there"));
  }
  ASSIGN_OR_RETURN(const RegistryPrefix then, view.RegistryAt(results.size()));
  const CycleEntry* cycle = then.registry->FindCycle(results.cycle());
  const SchemeEntry* scheme =
      then.registry->FindScheme(results.scheme().scheme(), results.scheme().version());
  if (cycle == nullptr || scheme == nullptr) {
    return absl::FailedPreconditionError("the results name a cycle or scheme that is not there");
  }
  SheetBasis basis;
  basis.results = results;
  basis.scheme = records.at(scheme->position)->body.event().content().scheme_published();
  basis.authority_code = then.registry->opened().authority_code();
  basis.year = cycle->opened.year();
  basis.record_time_micros = headers[results.size() - 1].record_time_micros();
  return basis;
}

absl::StatusOr<std::string> ScoreSheet(const SheetBasis& basis,
                                       const projections::v1::ScoreExplanation& score) {
  const auto& results = basis.results.results();
  const auto result = std::find_if(results.begin(), results.end(),
                                   [&](const auto& each) { return each.unit() == score.unit(); });
  if (result == results.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the results name no unit ", Quoted(score.unit())));
  }
  sheet::FormInput form;
  form.score = score;
  form.scheme = basis.scheme.scheme();
  for (const event::v1::ClauseWording& wording : basis.scheme.wording()) {
    form.wording[wording.clause()] = wording.text();
  }
  form.cycle_title = basis.results.title();
  form.year = basis.year;
  form.status = "已公布";
  form.sealed_text = std::string(sheet::kTextElsewhere);
  ASSIGN_OR_RETURN(sheet::SheetContent content, sheet::BuildForm(form));
  sheet::SheetOrigin origin;
  origin.ledger = basis.authority_code;
  origin.origin = basis.results.origin();
  origin.size = basis.results.size();
  ASSIGN_OR_RETURN(origin.root, HashFromBytes(basis.results.root()));
  origin.record_time_micros = basis.record_time_micros;
  content.rows.push_back(AboutRow(basis.results, *result));
  sheet::Finish(origin, basis.results.cycle(), score.unit(),
                sheet::PartName(sheet::SheetPart::kWhole), content);
  return sheet::CsvText(content);
}

std::string ScoreSheetName(const std::string& unit) {
  std::string name = "sheets/";
  for (const char c : unit) {
    const bool plain = !absl::ascii_isascii(static_cast<unsigned char>(c)) ||
                       absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
    if (plain) {
      name.push_back(c);
    } else {
      absl::StrAppendFormat(&name, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return name + ".csv";
}

}  // namespace assessment::certificate
