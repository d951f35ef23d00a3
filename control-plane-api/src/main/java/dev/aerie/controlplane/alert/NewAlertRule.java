package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.List;
import java.util.Optional;

/** A rule to make. */
@RefusedWithout({"name", "condition", "channelIds"})
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
