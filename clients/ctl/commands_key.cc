#include <memory>
#include <string>

#include "clients/ctl/commands.h"
#include "clients/ctl/key_file.h"

namespace assessment::ctl {

void AddKeyCommands(CLI::App& app, Session& session) {
  CLI::App* key = app.add_subcommand("key", "账本签名密钥 signing keys of ledgers");
  key->require_subcommand(1);
  CLI::App* make = key->add_subcommand(
      "make",
      "生成密钥 make a key without any server, for ledgerd --signing-key; prints what "
      "verifies it");
  make->footer(
      "例 example: ledgerctl key make --origin ledger.example/log/141100 --out 141100.key");
  auto origin = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>();
  make->add_option("--origin", *origin, "来源名 the ledger's origin: <domain>/log/<code>")
      ->required();
  make->add_option("--out", *out, "写入文件 the file to make, for its owner alone")->required();
  make->callback([&session, origin, out] {
    session.Run([&] { return MakeKeyFile("--origin", *origin, *out, NoteKeyType::kLog); });
  });
}

}  // namespace assessment::ctl
