// The rules of the house as a test: which way the arrows between rooms point, that every source is
// built, that nothing was left for later.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace assessment {
namespace {

namespace fs = std::filesystem;

const fs::path& Root() {
  static const fs::path* const root = new fs::path(ASSESSMENT_SOURCE_DIR);
  return *root;
}

std::string Contents(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Sources below the rooms, relative to the root.
std::vector<std::string> Sources(const std::vector<std::string>& endings) {
  std::vector<std::string> sources;
  for (const char* room : {"proto", "ledger", "projections", "clients", "tests", "deploy"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(Root() / room)) {
      const std::string ending = entry.path().extension();
      if (std::find(endings.begin(), endings.end(), ending) != endings.end()) {
        sources.push_back(fs::relative(entry.path(), Root()));
      }
    }
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

std::vector<std::string> Includes(const std::string& text) {
  static const std::regex include("#include [\"<]([^\">]+)[\">]");
  std::vector<std::string> includes;
  for (std::sregex_iterator match(text.begin(), text.end(), include), end; match != end; ++match) {
    includes.push_back((*match)[1]);
  }
  return includes;
}

bool StartsWithAny(const std::string& text, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&text](const std::string& prefix) {
    return text.compare(0, prefix.size(), prefix) == 0;
  });
}

bool IsTest(const std::string& source) { return source.find("_test.") != std::string::npos; }

// What a room may include of the project's own headers besides generated ones. proto <- ledger <-
// projections, proto <- clients; clients also use the libraries an outsider verifies with: base,
// proof, scheme. The offline verifier alone links the rules as well, so that nothing computes a
// score twice; never what serves or appends.
const std::map<std::string, std::vector<std::string>>& AllowedIncludes() {
  static const auto* const allowed = new std::map<std::string, std::vector<std::string>>{
      {"proto", {}},
      {"ledger", {"ledger/"}},
      {"projections", {"ledger/", "projections/"}},
      {"clients", {"clients/", "ledger/base/", "ledger/proof/", "ledger/scheme/"}},
      {"deploy", {"ledger/", "projections/", "deploy/"}},
  };
  return *allowed;
}

TEST(HouseRules, ArrowsBetweenRoomsPointOneWay) {
  const std::vector<std::string> rooms = {"ledger/", "projections/", "clients/", "tests/",
                                          "deploy/"};
  for (const std::string& source : Sources({".cc", ".h"})) {
    const std::string room = source.substr(0, source.find('/'));
    if (room == "tests") continue;
    for (const std::string& include : Includes(Contents(Root() / source))) {
      if (!StartsWithAny(include, rooms)) continue;
      // Unit tests lie beside their code and may use what the tests share.
      if (IsTest(source) && StartsWithAny(include, {"tests/support/"})) continue;
      if (StartsWithAny(source, {"clients/certificate/"}) &&
          StartsWithAny(include,
                        {"ledger/admission/header_facts.h", "ledger/log/", "ledger/registry/",
                         "projections/scoring/", "projections/views/"})) {
        continue;
      }
      EXPECT_TRUE(StartsWithAny(include, AllowedIncludes().at(room)))
          << source << " includes " << include;
    }
  }
}

// Rooms inside the ledger, inner ones first: each may include itself and what stands before it.
TEST(HouseRules, ArrowsInsideTheLedgerPointOneWay) {
  const std::vector<std::string> order = {
      "ledger/base/",      "ledger/deadline/", "ledger/proof/",      "ledger/reason/",
      "ledger/scheme/",    "ledger/registry/", "ledger/permission/", "ledger/log/",
      "ledger/admission/", "ledger/access/",   "ledger/sequencer/",  "ledger/backup/",
      "ledger/bundle/",    "ledger/scrub/",    "ledger/service/"};
  for (const std::string& source : Sources({".cc", ".h"})) {
    if (!StartsWithAny(source, {"ledger/"}) || IsTest(source)) continue;
    const auto own = std::find_if(order.begin(), order.end(), [&](const std::string& room) {
      return StartsWithAny(source, {room});
    });
    ASSERT_NE(own, order.end()) << source << " stands in a room that the order does not name";
    for (const std::string& include : Includes(Contents(Root() / source))) {
      if (!StartsWithAny(include, {"ledger/"})) continue;
      EXPECT_TRUE(StartsWithAny(include, {order.begin(), own + 1}))
          << source << " includes " << include;
    }
  }
}

// Two types of one name in one namespace are one type to the linker: it keeps the functions of
// either, and what the other one holds is overwritten. No compiler tells.
TEST(HouseRules, NoTwoHeadersDefineTypesOfOneName) {
  static const std::regex type(
      "^(?:class|struct|enum class) (?:ABSL_[A-Z_]+ )?([A-Z][A-Za-z0-9]*)[^;]*\\{");
  static const std::regex scope("^namespace ([a-z_:]+) \\{");
  std::map<std::string, std::string> defined;
  for (const std::string& source : Sources({".h"})) {
    std::istringstream lines(Contents(Root() / source));
    std::string space;
    std::smatch match;
    for (std::string line; std::getline(lines, line);) {
      if (std::regex_search(line, match, scope)) space = match[1];
      // Fixtures of different test programs never meet.
      if (space == "assessment::testing" || !std::regex_search(line, match, type)) continue;
      const auto [other, is_new] = defined.emplace(space + "::" + match[1].str(), source);
      EXPECT_TRUE(is_new) << other->first << " is defined in " << other->second << " and in "
                          << source;
    }
  }
}

TEST(HouseRules, OnlyTheRocksDbLogSeesRocksDb) {
  for (const std::string& source : Sources({".cc", ".h"})) {
    if (StartsWithAny(source, {"ledger/log/rocksdb/", "tests/"})) continue;
    for (const std::string& include : Includes(Contents(Root() / source))) {
      EXPECT_FALSE(StartsWithAny(include, {"rocksdb/"})) << source << " includes " << include;
    }
  }
}

TEST(HouseRules, OnlyServicesAndClientsSeeGrpc) {
  for (const std::string& source : Sources({".cc", ".h"})) {
    if (StartsWithAny(source, {"tests/", "clients/", "deploy/", "ledger/service/",
                               "projections/service/", "projections/server/"})) {
      continue;
    }
    for (const std::string& include : Includes(Contents(Root() / source))) {
      EXPECT_FALSE(StartsWithAny(include, {"grpc/", "grpcpp/"}))
          << source << " includes " << include;
      EXPECT_EQ(include.find(".grpc.pb.h"), std::string::npos) << source << " includes " << include;
    }
  }
}

TEST(HouseRules, OnlyClockSeesTheMachinesTime) {
  static const std::regex clock("system_clock::now|absl::Now\\(|gettimeofday|std::time\\(");
  for (const std::string& source : Sources({".cc", ".h"})) {
    if (StartsWithAny(source, {"ledger/base/clock.cc", "clients/", "tests/"}) || IsTest(source))
      continue;
    EXPECT_FALSE(std::regex_search(Contents(Root() / source), clock)) << source;
  }
}

TEST(HouseRules, NoFloatingPointNearAScore) {
  static const std::regex floating("\\b(double|float)\\b");
  for (const std::string& source : Sources({".cc", ".h", ".proto"})) {
    if (!StartsWithAny(source, {"proto/", "ledger/base/", "ledger/deadline/", "ledger/scheme/",
                                "ledger/registry/", "ledger/admission/", "projections/scoring/",
                                "projections/views/"})) {
      continue;
    }
    std::istringstream lines(Contents(Root() / source));
    for (std::string line; std::getline(lines, line);) {
      const size_t comment = line.find("//");
      EXPECT_FALSE(std::regex_search(line.substr(0, comment), floating)) << source << ": " << line;
    }
  }
}

TEST(HouseRules, EverySourceIsBuilt) {
  std::string build;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(Root())) {
    if (entry.path().string().find("/build") != std::string::npos) continue;
    if (entry.path().filename() == "CMakeLists.txt") build += Contents(entry.path());
  }
  for (const std::string& source : Sources({".cc", ".proto"})) {
    const std::string name = fs::path(source).filename();
    EXPECT_NE(build.find(name), std::string::npos) << source << " is in no CMakeLists.txt";
  }
}

TEST(HouseRules, NothingIsLeftForLater) {
  // Spelt apart so that this file passes its own test.
  const std::vector<std::string> marks = {std::string("TO") + "DO", std::string("FIX") + "ME",
                                          std::string("XX") + "X:", std::string("for ") + "now,"};
  for (const std::string& source : Sources({".cc", ".h", ".proto", ".txt"})) {
    const std::string text = Contents(Root() / source);
    for (const std::string& mark : marks) {
      EXPECT_EQ(text.find(mark), std::string::npos) << source << " says " << mark;
    }
  }
}

TEST(HouseRules, EveryRpcMessageFieldAndValueHasAComment) {
  static const std::regex declaration(
      "^\\s*(message|enum|service|rpc|optional|repeated|oneof|map<[^>]+>|[A-Za-z0-9_.]+)\\s+[A-Za-"
      "z0-9_.]+.*[{;]\\s*$");
  static const std::regex skipped("^\\s*(syntax|package|import|option|reserved|return)\\b");
  for (const std::string& source : Sources({".proto"})) {
    std::istringstream lines(Contents(Root() / source));
    std::string before;
    for (std::string line; std::getline(lines, line);) {
      if (std::regex_match(line, declaration) && !std::regex_search(line, skipped)) {
        EXPECT_NE(before.find("//"), std::string::npos) << source << ": " << line;
      }
      before = line;
    }
  }
}

}  // namespace
}  // namespace assessment
