#ifndef TESTS_SCHEMES_SHIPPED_SCHEMES_H_
#define TESTS_SCHEMES_SHIPPED_SCHEMES_H_

#include <memory>
#include <string>

#include "ledger/scheme/compiled_scheme.h"

namespace assessment {

inline constexpr char kLvliangCounties[] = "lvliang-2022-counties";
inline constexpr char kLvliangMembers[] = "lvliang-2022-members";
inline constexpr char kTwoActions[] = "lvliang-2022-two-actions";
inline constexpr char kHouses[] = "lvliang-2022-special-actions-houses";
inline constexpr char kGas[] = "lvliang-2022-special-actions-gas";
inline constexpr char kTailings[] = "lvliang-2022-special-actions-tailings";
inline constexpr char kChemicals[] = "lvliang-2022-special-actions-chemicals";
inline constexpr char kOfficeWork[] = "lvliang-2022-special-actions-office";
inline constexpr char kJinzhong[] = "jinzhong-2019";

// Every scheme that is shipped.
inline constexpr const char* kShippedSchemes[] = {
    kLvliangCounties, kLvliangMembers, kTwoActions, kHouses,  kGas,
    kTailings,        kChemicals,      kOfficeWork, kJinzhong};

// The name of a scheme as the name of a test.
std::string SchemeTestName(const std::string& scheme);

// The shipped scheme of this name; a test failure and null when its file cannot be used.
std::shared_ptr<const CompiledScheme> ShippedScheme(const std::string& name);

}  // namespace assessment

#endif  // TESTS_SCHEMES_SHIPPED_SCHEMES_H_
