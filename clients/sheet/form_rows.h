#ifndef CLIENTS_SHEET_FORM_ROWS_H_
#define CLIENTS_SHEET_FORM_ROWS_H_

// The blocks of the form, one function each; BuildForm calls them in order.

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/sheet/sheet_content.h"
#include "clients/sheet/sheet_form.h"

namespace assessment::sheet {

// What the blocks share: the input, and the scheme's parts by id.
class FormContext {
 public:
  explicit FormContext(const FormInput& input);

  const FormInput& input() const { return input_; }
  bool partial() const { return input_.part != SheetPart::kWhole; }
  bool rescales() const;

  // Null where the scheme has none.
  const scheme::v1::Clause* FindClause(const std::string& clause) const;
  const scheme::v1::Item* FindItem(const std::string& item) const;
  const scheme::v1::Category* FindCategory(const std::string& category) const;
  // Name of a scoring body; its identifier when it has none.
  std::string BodyName(const std::string& body) const;
  // "37.4 首次发函，每次扣0.5分", or with the official wording in place of label and amount.
  std::string ClauseText(const projections::v1::ClauseExplanation& clause) const;
  // The clause's lines as the form prints them, a paragraph each; empty on an empty form.
  std::string LinesText(const projections::v1::ClauseExplanation& clause) const;

 private:
  const FormInput& input_;
  std::map<std::string, const scheme::v1::Clause*> clauses_;
  std::map<std::string, const scheme::v1::Item*> items_;
  std::map<std::string, const scheme::v1::Category*> categories_;
};

// Adds a row of the table: texts by column.
SheetRow& AddFormRow(RowRole role, std::string key, SheetContent& content);

// Title, head with the places for seal and signatures, headings of the columns.
void AddHead(const FormContext& context, SheetContent& content);
// Categories with their items and subtotals.
void AddCategories(const FormContext& context, SheetContent& content);
// Bonus and penalty blocks, direct lines, vetoes, open questions.
void AddOutsideItems(const FormContext& context, SheetContent& content);
// The totals: of the whole, or the subtotal of a part; then the remarks.
void AddTotals(const FormContext& context, SheetContent& content);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_FORM_ROWS_H_
