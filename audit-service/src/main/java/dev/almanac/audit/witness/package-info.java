/// Who watches whom, in the words of C2SP tlog-witness: [dev.almanac.audit.witness.WitnessClient] has this log's newest
/// checkpoint cosigned, [dev.almanac.audit.witness.WitnessResource] cosigns those of other logs.
package dev.almanac.audit.witness;
