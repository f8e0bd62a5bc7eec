#include "tests/golden/golden_file.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

namespace assessment {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void FillField(Message& message, const FieldDescriptor& field, int depth) {
  const Reflection& reflection = *message.GetReflection();
  const int number = field.number();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    if (depth == 0) return;
    FillEveryField(field.is_repeated() ? *reflection.AddMessage(&message, &field)
                                       : *reflection.MutableMessage(&message, &field),
                   depth - 1);
    return;
  }
  const std::string text = field.name() + "-" + std::to_string(number);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      field.is_repeated() ? reflection.AddString(&message, &field, text)
                          : reflection.SetString(&message, &field, text);
      break;
    case FieldDescriptor::CPPTYPE_ENUM: {
      // The last value declared: never the unspecified one.
      const auto* value = field.enum_type()->value(field.enum_type()->value_count() - 1);
      field.is_repeated() ? reflection.AddEnum(&message, &field, value)
                          : reflection.SetEnum(&message, &field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field, true);
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      reflection.SetInt32(&message, &field, number);
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      field.is_repeated() ? reflection.AddUInt32(&message, &field, 1000 + number)
                          : reflection.SetUInt32(&message, &field, 1000 + number);
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      reflection.SetInt64(&message, &field, 1'000'000 + number);
      break;
    case FieldDescriptor::CPPTYPE_UINT64:
      field.is_repeated() ? reflection.AddUInt64(&message, &field, 10'000'000'000 + number)
                          : reflection.SetUInt64(&message, &field, 10'000'000'000 + number);
      break;
    default:
      // Digested messages hold no floating point.
      std::abort();
  }
}

}  // namespace

void FillEveryField(Message& message, int depth) {
  std::set<const google::protobuf::OneofDescriptor*> filled;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    const google::protobuf::OneofDescriptor* oneof = field.real_containing_oneof();
    if (oneof != nullptr && !filled.insert(oneof).second) continue;
    FillField(message, field, depth);
  }
}

std::string ReadTextFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void WriteTextFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string ReadHexFile(const std::string& path) {
  std::string bytes;
  int high = -1;
  for (const char c : ReadTextFile(path)) {
    if (c == '\n') continue;
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return "";
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<char>(high * 16 + digit));
      high = -1;
    }
  }
  return bytes;
}

void WriteHexFile(const std::string& path, const std::string& bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text.push_back(kDigits[byte / 16]);
    text.push_back(kDigits[byte % 16]);
    if (i % 40 == 39) text.push_back('\n');
  }
  WriteTextFile(path, text + "\n");
}

}  // namespace assessment
