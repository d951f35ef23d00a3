package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Optional;

/** A rule to make. */
public record NewAlertRule(
    Optional<String> name,
    Optional<Condition> condition,
    Optional<List<String>> channelIds,
    Optional<Boolean> enabled) {

  void check() {
    var checks =
        new Checks()
            .present("name", name)
            .title("name", name)
            .present("condition", condition)
            .present("channelIds", channelIds);
    condition.ifPresent(one -> one.check(checks));
    AlertRuleChanges.checkChannels(checks, channelIds);
    checks.end();
  }
}
