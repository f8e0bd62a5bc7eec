#ifndef CLIENTS_BENCH_MACHINE_H_
#define CLIENTS_BENCH_MACHINE_H_

#include <string>

namespace assessment::bench {

// What the figures were measured on. Unknown parts are empty or 0.
struct Machine {
  int cores = 0;
  int memory_gib = 0;
  std::string processor;
  std::string kernel;
};

Machine ThisMachine();

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_MACHINE_H_
