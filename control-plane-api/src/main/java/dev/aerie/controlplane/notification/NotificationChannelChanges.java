package dev.aerie.controlplane.notification;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** What is to change of a channel; where it leads is given whole, with its secret. */
public record NotificationChannelChanges(
    Optional<String> name,
    Optional<ChannelSettings.Email> email,
    Optional<ChannelSettings.Webhook> webhook,
    Optional<ChannelSettings.Slack> slack) {

  ChannelSettings settings() {
    return new ChannelSettings(email, webhook, slack);
  }

  void check() {
    var checks = new Checks().title("name", name);
    if (!settings().saysNothing()) {
      settings().check(checks);
    }
    checks.end();
  }
}
