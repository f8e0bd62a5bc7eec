#include "projections/server/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace assessment {
namespace {

constexpr MetricName kBuild = {"ledgerd_build_info", "Always 1; the label says what was built."};
constexpr MetricName kCpu = {"process_cpu_seconds_total", "Processor time used, user and system."};
constexpr MetricName kResident = {"process_resident_memory_bytes", "Memory in use."};
constexpr MetricName kVirtual = {"process_virtual_memory_bytes", "Address space in use."};
constexpr MetricName kThreads = {"process_threads", "Threads."};
constexpr MetricName kOpenFiles = {"process_open_fds", "File descriptors in use."};
constexpr MetricName kMaxFiles = {"process_max_fds", "File descriptors permitted."};
constexpr MetricName kStart = {"process_start_time_seconds",
                               "When the process began, in seconds since 1970."};

// /proc/self/stat behind the program's name, which may hold blanks: from "state" on.
struct Stat {
  std::string state;
  uint64_t skipped[10] = {};  // ppid to cmajflt.
  uint64_t user_ticks = 0;
  uint64_t system_ticks = 0;
  int64_t skipped_signed[4] = {};  // cutime to nice.
  uint64_t threads = 0;
  uint64_t skipped_timer = 0;
  uint64_t start_ticks = 0;
  uint64_t virtual_bytes = 0;
  uint64_t resident_pages = 0;
};

bool ReadStat(Stat& stat) {
  std::ifstream file("/proc/self/stat");
  std::string text;
  std::getline(file, text);
  const size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return false;
  std::istringstream fields(text.substr(name_end + 1));
  fields >> stat.state;
  for (uint64_t& field : stat.skipped) fields >> field;
  fields >> stat.user_ticks >> stat.system_ticks;
  for (int64_t& field : stat.skipped_signed) fields >> field;
  fields >> stat.threads >> stat.skipped_timer >> stat.start_ticks >> stat.virtual_bytes >>
      stat.resident_pages;
  return !fields.fail();
}

// When the machine started, in seconds since 1970; 0 when unknown.
double BootSeconds() {
  std::ifstream file("/proc/stat");
  std::string name;
  double seconds = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    if (fields >> name >> seconds && name == "btime") return seconds;
  }
  return 0;
}

}  // namespace

void SampleProcess(MetricSamples& samples) {
  samples.Gauge(kBuild, {{"version", ASSESSMENT_VERSION}}, 1);
  const double ticks_of_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  Stat stat;
  if (ReadStat(stat) && ticks_of_second > 0) {
    samples.Counter(kCpu, {},
                    static_cast<double>(stat.user_ticks + stat.system_ticks) / ticks_of_second);
    samples.Gauge(kThreads, {}, static_cast<double>(stat.threads));
    samples.Gauge(kVirtual, {}, static_cast<double>(stat.virtual_bytes));
    samples.Gauge(
        kResident, {},
        static_cast<double>(stat.resident_pages) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    const double boot = BootSeconds();
    if (boot > 0) {
      samples.Gauge(kStart, {}, boot + static_cast<double>(stat.start_ticks) / ticks_of_second);
    }
  }
  std::error_code error;
  size_t files = 0;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end;
       !error && entry != end; entry.increment(error)) {
    ++files;
  }
  if (!error) samples.Gauge(kOpenFiles, {}, static_cast<double>(files));
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    samples.Gauge(kMaxFiles, {}, static_cast<double>(limit.rlim_cur));
  }
}

}  // namespace assessment
