#ifndef TESTS_ACCESS_GENERIC_CALL_H_
#define TESTS_ACCESS_GENERIC_CALL_H_

// Any method of any service by its name, with the request as text: so that a table can hold calls.

#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "assessment/ledger/v1/errors.pb.h"

namespace assessment::testing {

struct Answer {
  grpc::Status status;
  // Of a streaming method its messages until the first that holds no event; otherwise one.
  std::vector<std::unique_ptr<google::protobuf::Message>> messages;

  // Why it was refused, by its status or inside its answer; REASON_UNSPECIFIED when it was not, or
  // when the status says no reason.
  ledger::v1::Reason reason() const;
  // All that the caller was told, as bytes.
  std::string Told() const;
};

// Calls "package.Service/Method" with a request in Protobuf's text form. An empty token sends none.
Answer CallMethod(const std::shared_ptr<grpc::Channel>& channel, const std::string& token,
                  const std::string& method, const std::string& request);

// Every method of the product's services, "package.Service/Method".
std::vector<std::string> AllMethods();

}  // namespace assessment::testing

#endif  // TESTS_ACCESS_GENERIC_CALL_H_
