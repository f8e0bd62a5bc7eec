#include "tests/support/small_scheme.h"

#include <cstdio>

#include "ledger/base/check.h"
#include "ledger/scheme/scheme_file.h"

namespace assessment::testing {
namespace {

constexpr char kSmallScheme[] = R"pb(
  scheme: "small"
  title { zh: "小方案" en: "Small scheme" }
  total_milli: 100000
  units { unit: "unit-1" name: "甲县" }
  units { unit: "unit-2" name: "乙县" }
  units { unit: "unit-3" name: "丙县" }
  tags {
    tag: "coal"
    meaning { zh: "有煤矿" }
  }
  tags {
    tag: "park"
    meaning { zh: "有园区" }
  }
  metrics {
    metric: "rate"
    meaning { zh: "完成率，%" }
  }
  metrics {
    metric: "death-rate"
    meaning { zh: "死亡率" }
  }
  scoring_bodies {
    body: "office"
    name { zh: "安委办" }
  }
  categories {
    category: "A"
    title { zh: "甲类" }
    points_milli: 60000
    items {
      item: "1"
      label { zh: "项一" }
      maximum_milli: 25000
      clauses {
        clause: "1.1"
        label { zh: "一次" }
        triggers { finding {} }
        fixed { amount_milli: 2000 }
      }
      clauses {
        clause: "1.2"
        label { zh: "每个" }
        triggers { finding {} }
        per { amount_milli: 3000 counted: "个" cap_milli: 9000 }
      }
      clauses {
        clause: "1.3"
        label { zh: "不得分" }
        triggers { finding {} }
        zero { target: TARGET_ITEM }
      }
      clauses {
        clause: "1.4"
        label { zh: "记录" }
        triggers { finding {} }
        noted {}
      }
      clauses {
        clause: "1.5"
        label { zh: "加回" }
        triggers { finding {} }
        award { amount_milli: 2000 counted: "项" }
      }
      clauses {
        clause: "1.6"
        label { zh: "至多两次" }
        triggers { finding {} }
        per { amount_milli: 5000 counted: "次" max_occurrences: 2 }
      }
    }
    items {
      item: "2"
      label { zh: "项二" }
      maximum_milli: 20000
      components {
        component: "2.c1"
        label { zh: "部分一" }
        maximum_milli: 12000
        parts { part: "p" maximum_milli: 8000 }
        parts {
          part: "q"
          maximum_milli: 4000
          scope { tags: "park" }
        }
      }
      components {
        component: "2.c2"
        label { zh: "部分二" }
        maximum_milli: 8000
        scope { tags: "coal" }
      }
      clauses {
        clause: "2.1"
        label { zh: "每个" }
        component: "2.c1"
        part: "p"
        triggers { finding {} }
        per { amount_milli: 3000 counted: "个" }
      }
      clauses {
        clause: "2.2"
        label { zh: "园区" }
        component: "2.c1"
        part: "q"
        triggers { finding {} }
        fixed { amount_milli: 4000 }
      }
      clauses {
        clause: "2.3"
        label { zh: "部分不得分" }
        component: "2.c2"
        triggers { finding {} }
        zero { target: TARGET_COMPONENT }
      }
      clauses {
        clause: "2.4"
        label { zh: "按比例" }
        component: "2.c2"
        triggers { finding {} }
        banded {
          bands {
            below_millionths: 70000000
            zero { target: TARGET_COMPONENT }
          }
          bands { from_millionths: 70000000 below_millionths: 90000000 amount_milli: 2000 }
        }
      }
    }
    items {
      item: "3"
      label { zh: "项三" }
      maximum_milli: 15000
      clauses {
        clause: "3.1"
        label { zh: "评分" }
        triggers { finding {} }
        judged { minimum_milli: 0 maximum_milli: 5000 }
      }
      clauses {
        clause: "3.2"
        label { zh: "评分，至少一分" }
        triggers { finding {} }
        judged { minimum_milli: 1000 maximum_milli: 4000 }
      }
      clauses {
        clause: "3.3"
        label { zh: "酌情" }
        triggers { finding {} }
        range { minimum_milli: 1000 maximum_milli: 3000 }
      }
      clauses {
        clause: "3.4"
        label { zh: "免扣" }
        triggers { finding {} }
        exempt { clauses: "3.3" clauses: "3.5" }
      }
      clauses {
        clause: "3.5"
        label { zh: "一次" }
        triggers { finding {} }
        fixed { amount_milli: 3000 }
      }
      clauses {
        clause: "3.6"
        label { zh: "未完成" }
        triggers { finding {} }
        threshold { amount_milli: 2000 threshold_millionths: 100000000 side: SIDE_BELOW }
      }
    }
  }
  categories {
    category: "B"
    title { zh: "乙类" }
    points_milli: 40000
    items {
      item: "4"
      label { zh: "项四" }
      maximum_milli: 20000
      scoring_body: "office"
      clauses {
        clause: "4.1"
        label { zh: "一般事故" }
        triggers {
          accident {
            filter {
              kinds: ACCIDENT_KIND_PRODUCTION
              kinds: ACCIDENT_KIND_ROAD
              grades: ACCIDENT_GRADE_GENERAL
              roles: ACCIDENT_ROLE_TERRITORY
              responsible: true
            }
            counts: COUNTS_ACCIDENTS
          }
        }
        per { amount_milli: 5000 counted: "起" }
      }
      clauses {
        clause: "4.2"
        label { zh: "涉险事故" }
        triggers {
          accident {
            filter { roles: ACCIDENT_ROLE_TERRITORY near_miss: true }
            counts: COUNTS_ACCIDENTS
          }
        }
        per { amount_milli: 2000 counted: "起" }
      }
      clauses {
        clause: "4.3"
        label { zh: "完成率" }
        triggers { metric { metric: "rate" } }
        threshold { amount_milli: 2000 threshold_millionths: 100000000 side: SIDE_BELOW }
      }
      clauses {
        clause: "4.4"
        label { zh: "超过上年" }
        triggers {
          baseline {
            filter { roles: ACCIDENT_ROLE_SECTOR_REGULATOR }
            excess: EXCESS_ACCIDENTS
          }
        }
        per { amount_milli: 1000 counted: "起" }
      }
      clauses {
        clause: "4.5"
        label { zh: "办公室认定" }
        triggers { finding {} }
        fixed { amount_milli: 5000 }
      }
      clauses {
        clause: "4.6"
        label { zh: "提醒函" }
        triggers { letter { which: WHICH_FIRST issuing_body: "office" } }
        fixed { amount_milli: 1000 }
      }
    }
    items {
      item: "5"
      label { zh: "项五" }
      maximum_milli: 12000
      scope { tags: "coal" }
      clauses {
        clause: "5.1"
        label { zh: "每处" }
        triggers { finding {} }
        per { amount_milli: 2000 counted: "处" }
      }
      clauses {
        clause: "5.2"
        label { zh: "轻" }
        triggers { finding {} }
        fixed { amount_milli: 4000 }
      }
      clauses {
        clause: "5.3"
        label { zh: "重" }
        triggers { finding {} }
        fixed { amount_milli: 6000 }
      }
    }
    items {
      item: "6"
      label { zh: "项六" }
      maximum_milli: 8000
      scope { except_units: "unit-3" }
      clauses {
        clause: "6.1"
        label { zh: "每家，轻" }
        triggers { finding {} }
        per { amount_milli: 2000 counted: "家" }
      }
      clauses {
        clause: "6.2"
        label { zh: "每家，重" }
        triggers { finding {} }
        per { amount_milli: 3000 counted: "家" }
      }
    }
  }
  bonus_blocks {
    block: "B"
    title { zh: "加分" }
    cap_milli: 5000
    clauses {
      clause: "B.1"
      label { zh: "经验" }
      triggers { finding {} }
      award { amount_milli: 2000 counted: "项" }
    }
    clauses {
      clause: "B.2"
      label { zh: "表彰" }
      triggers {
        honour {
          kind: KIND_COMMENDATION
          recipient: RECIPIENT_LEVEL_COUNTY
          issuers: [ ISSUER_LEVEL_NATIONAL, ISSUER_LEVEL_PROVINCIAL ]
        }
      }
      award { amount_milli: 1000 counted: "次" }
    }
  }
  penalty_blocks {
    block: "P"
    title { zh: "扣分" }
    clauses {
      clause: "P.1"
      label { zh: "督查不力" }
      triggers { finding {} }
      range { minimum_milli: 2000 maximum_milli: 5000 }
    }
    clauses {
      clause: "P.2"
      label { zh: "通报批评" }
      triggers {
        blame {
          kind: KIND_CRITICISM
          recipient: RECIPIENT_LEVEL_COUNTY
          issuers: [ ISSUER_LEVEL_NATIONAL, ISSUER_LEVEL_PROVINCIAL ]
        }
      }
      per { amount_milli: 1000 counted: "次" }
    }
  }
  direct_lines {
    clause: "direct.1"
    label { zh: "直管企业死亡" }
    triggers {
      accident {
        filter { roles: ACCIDENT_ROLE_DIRECT_SUPERVISOR }
        counts: COUNTS_DEATHS
      }
    }
    per { amount_milli: 5000 counted: "人" }
  }
  vetoes {
    veto: "V1"
    label { zh: "较大事故" }
    conditions {
      accident_count {
        filter { grades: ACCIDENT_GRADE_LARGER roles: ACCIDENT_ROLE_TERRITORY responsible: true }
        count: 1
      }
    }
    grade_at_most: "良好"
  }
  vetoes {
    veto: "V2"
    label { zh: "连续同类事故" }
    conditions {
      neighbouring_accidents {
        filter {
          kinds: ACCIDENT_KIND_PRODUCTION
          roles: ACCIDENT_ROLE_TERRITORY
          responsible: true
          deaths_from: 1
        }
      }
    }
    fail {}
  }
  vetoes {
    veto: "V3"
    label { zh: "死亡率超标" }
    conditions { metric_above_target { metrics: "death-rate" } }
    score_zero {}
  }
  vetoes {
    veto: "V4"
    label { zh: "两起事故" }
    conditions {
      accident_count {
        filter { roles: ACCIDENT_ROLE_TERRITORY }
        count: 2
      }
    }
    noted {}
  }
  exclusive_groups { group: "E1" clauses: "5.2" clauses: "5.3" }
  exclusive_groups { group: "E2" clauses: "6.1" clauses: "6.2" by_subject: true }
  number_policy { decimals: 2 floor_milli: 0 }
  grade_bands {
    name { zh: "优秀" }
    from_milli: 90000
  }
  grade_bands {
    name { zh: "良好" }
    from_milli: 80000
  }
  grade_bands {
    name { zh: "合格" }
    from_milli: 60000
  }
  grade_bands {
    name { zh: "不合格" }
    from_milli: 0
  }
  pools {
    pool: "all"
    name { zh: "全部" }
  }
)pb";

}  // namespace

scheme::v1::Scheme SmallScheme(uint32_t version, scheme::v1::NotApplicablePolicy policy) {
  absl::StatusOr<scheme::v1::Scheme> scheme = ParseSchemeText(kSmallScheme, "small scheme");
  if (!scheme.ok()) std::fprintf(stderr, "%s\n", scheme.status().ToString().c_str());
  CHECK(scheme.ok());
  scheme->set_version(version);
  scheme->set_not_applicable_policy(policy);
  return *std::move(scheme);
}

}  // namespace assessment::testing
