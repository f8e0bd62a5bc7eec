#ifndef TESTS_SCHEMES_SHIPPED_SCHEMES_H_
#define TESTS_SCHEMES_SHIPPED_SCHEMES_H_

#include <memory>
#include <string>

#include "ledger/scheme/compiled_scheme.h"

namespace assessment {

inline constexpr char kLvliangCounties[] = "lvliang-2022-counties";
inline constexpr char kJinzhong[] = "jinzhong-2019";

// The shipped scheme of this name; a test failure and null when its file cannot be used.
std::shared_ptr<const CompiledScheme> ShippedScheme(const std::string& name);

}  // namespace assessment

#endif  // TESTS_SCHEMES_SHIPPED_SCHEMES_H_
