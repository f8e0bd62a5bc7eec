#include "clients/cpp/idempotency_key.h"
#include "clients/ctl/append_one.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/paper_options.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct Erasure {
  uint64_t position = 0;
  std::vector<std::string> fields;
  std::string authority;
  std::string reason;
  std::string person;
  PaperOptions paper;
};

absl::Status Erase(Session& session, const Erasure& erasure) {
  event::v1::EventContent content;
  *content.mutable_occurred_on() = Today();
  content.add_decided_by()->set_person_id(erasure.person);
  RETURN_IF_ERROR(erasure.paper.Fill(*content.mutable_paper()));
  event::v1::TextErased& erased = *content.mutable_text_erased();
  erased.set_position(erasure.position);
  erased.mutable_fields()->Add(erasure.fields.begin(), erasure.fields.end());
  erased.set_authority(erasure.authority);
  erased.set_reason(erasure.reason);
  return AppendOne(session, std::move(content), NewIdempotencyKey());
}

}  // namespace

void AddEraseCommand(CLI::App& app, Session& session) {
  auto erasure = std::make_shared<Erasure>();
  CLI::App* erase = app.add_subcommand(
      "erase", "删除事件中的姓名和文字 erase names and free text of an event; proofs stay valid");
  erase->footer(
      "例 example: ledgerctl --ledger 141100 erase 812 --field "
      "content.finding_recorded.problem --authority 个人信息保护法第四十七条 --reason 本人申请 "
      "--decided-by p-301 --paper-issuer 吕梁市安委办 --paper 吕安办函〔2023〕7号 --paper-date "
      "2023-03-01\n"
      "不可恢复 never taken back. 不带 --field 时删除全部 without --field: every text of the "
      "event. "
      "姓名在账本中处处删除 a name goes wherever the ledger says it. 备份按保留期另行到期 backups "
      "expire "
      "by their own retention.");
  erase->add_option("POSITION", erasure->position, "事件位置 position of the event")->required();
  erase->add_option("--field", erasure->fields,
                    "字段路径 path of a text, as \"read\" with --json shows it; may be repeated");
  erase->add_option("--authority", erasure->authority, "要求的机关或法条 authority or law")
      ->required();
  erase->add_option("--reason", erasure->reason, "理由，不写被删文字 why, without the words erased")
      ->required();
  erase->add_option("--decided-by", erasure->person, "决定人 the deciding person")->required();
  erasure->paper.AddOptions(*erase);
  erase->callback([&session, erasure] { session.Run([&] { return Erase(session, *erasure); }); });
}

}  // namespace assessment::ctl
