package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Optional;

/** What is to change of a rule. */
public record AlertRuleChanges(
    Optional<String> name,
    Optional<Condition> condition,
    Optional<List<String>> channelIds,
    Optional<Boolean> enabled) {
  private static final int MOST_CHANNELS = 10;

  void check() {
    var checks = new Checks().title("name", name);
    condition.ifPresent(one -> one.check(checks));
    checkChannels(checks, channelIds);
    checks.end();
  }

  static void checkChannels(Checks checks, Optional<List<String>> ids) {
    checks.must(
        ids.map(list -> list.size() <= MOST_CHANNELS && !list.contains(null)).orElse(true),
        "channelIds",
        "must be at most 10 ids of notification channels");
  }
}
