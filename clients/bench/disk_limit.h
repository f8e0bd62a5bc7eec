#ifndef CLIENTS_BENCH_DISK_LIMIT_H_
#define CLIENTS_BENCH_DISK_LIMIT_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace assessment::bench {

// How many times a second one thread can write `bytes` to the end of a file in `directory` and
// sync them (fdatasync). The file is removed. UNAVAILABLE when it cannot be written.
absl::StatusOr<double> SyncsPerSecond(const std::string& directory, size_t bytes,
                                      std::chrono::milliseconds duration);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_DISK_LIMIT_H_
