#include "network/dates.hpp"

#include "catch.hpp"

using namespace kaitei::network;

namespace {

std::string days(std::string_view text) {
  const auto period = parse_period(text);
  return period ? to_string(period->first) + " " + to_string(period->last) : "none";
}

// "in" or "out" on 2023-02-01, and whether something had to be assumed.
std::string on_day(Status status, const std::string& rfs, const std::string& retired) {
  System system;
  system.status = status;
  system.ready_for_service = rfs;
  system.retired = retired;
  const Service service = service_on(system, *parse_day("2023-02-01"));
  return std::string(service.active ? "in" : "out") + (service.doubt.empty() ? "" : "?");
}

}  // namespace

TEST_CASE("A date cut short means every day of its month or year") {
  CHECK(days("2023-02-01") == "2023-02-01 2023-02-01");
  CHECK(days("2023-02") == "2023-02-01 2023-02-28");
  CHECK(days("2024-02") == "2024-02-01 2024-02-29");
  CHECK(days("2023") == "2023-01-01 2023-12-31");
  CHECK(days("2014/2019") == "2014-01-01 2019-12-31");
  CHECK(days("2022-10-03/2026-02") == "2022-10-03 2026-02-28");
  for (const auto* text : {"2019/2014", "2014/", "/2014", "2014/2015/2016", "2014/20",  "", "23", "2023-2", "2023-13", "2023-02-30", "2023-00", "2023/02", "2023-02-1", "2023 Q4",
                           "20x3", "2023-0x"})
    CHECK(days(text) == "none");
  CHECK_FALSE(parse_day("2023-02"));
  CHECK_FALSE(parse_day("2014/20150"));
}

TEST_CASE("A system is in service from its first day to the day before it retires, whatever its status") {
  using enum Status;
  for (const Status status : {in_service, planned, retired}) {
    CHECK(on_day(status, "2023-02-02", "2030") == "out");
    CHECK(on_day(status, "2010", "2023-02-01") == "out");
    CHECK(on_day(status, "2010", "2022") == "out");
  }
  CHECK(on_day(in_service, "2023-02-01", "") == "in");
  CHECK(on_day(retired, "2023-01", "2023-02-02") == "in");
  CHECK(on_day(retired, "2010", "2024") == "in");
  CHECK(on_day(planned, "2024", "") == "out");
}

TEST_CASE("What the dates leave open is decided by one rule and said") {
  using enum Status;
  CHECK(on_day(in_service, "2023-02", "") == "out?");
  CHECK(on_day(in_service, "2023", "") == "out?");
  CHECK(on_day(retired, "2010", "2023") == "out?");
  CHECK(on_day(retired, "2010", "2022/2023-02-01") == "out");
  CHECK(on_day(retired, "2010", "2022/2026") == "out?");
  CHECK(on_day(retired, "2010", "2024/2026") == "in");
  CHECK(on_day(in_service, "", "") == "in?");
  CHECK(on_day(retired, "", "2024") == "in?");
  CHECK(on_day(planned, "", "") == "out?");
  CHECK(on_day(retired, "2010", "") == "out?");
  CHECK(on_day(planned, "2022", "") == "in?");
}
