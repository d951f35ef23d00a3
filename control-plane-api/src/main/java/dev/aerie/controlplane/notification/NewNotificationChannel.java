package dev.aerie.controlplane.notification;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/** A channel to make. */
@RefusedWithout("name")
public record NewNotificationChannel(
    Optional<String> name,
    Optional<ChannelSettings.Email> email,
    Optional<ChannelSettings.Webhook> webhook,
    Optional<ChannelSettings.Slack> slack) {

  ChannelSettings settings() {
    return new ChannelSettings(email, webhook, slack);
  }

  void check() {
    var checks = new Checks().present("name", name).title("name", name);
    settings().check(checks);
    checks.end();
  }
}
