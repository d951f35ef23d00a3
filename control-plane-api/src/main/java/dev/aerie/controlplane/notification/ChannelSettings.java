package dev.aerie.controlplane.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.outbound.OutboundException;
import dev.aerie.controlplane.outbound.OutboundUrl;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import dev.aerie.controlplane.secret.WebhookSignature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How callers want to be reached: exactly one of the three. Answers leave out what is secret. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ChannelSettings(
    Optional<Email> email, Optional<Webhook> webhook, Optional<Slack> slack) {
  private static final int MOST_ADDRESSES = 10;

  /** Mails to these addresses. */
  @Schema(name = "NotificationEmail")
  @RefusedWithout("addresses")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Email(Optional<List<String>> addresses) {}

  /** JSON by POST, signed as Standard Webhooks has it. */
  @Schema(name = "NotificationWebhook")
  @RefusedWithout("url")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Webhook(Optional<String> url, Optional<String> secret) {}

  /** A chat's incoming webhook; its path is a secret, and answers show its host only. */
  @Schema(name = "NotificationSlack")
  @RefusedWithout("url")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Slack(Optional<String> url) {}

  static ChannelSettings of(ChannelTarget target) {
    return switch (target) {
      case ChannelTarget.Email email ->
          new ChannelSettings(
              Optional.of(new Email(Optional.of(email.addresses()))),
              Optional.empty(),
              Optional.empty());
      case ChannelTarget.Webhook webhook ->
          new ChannelSettings(
              Optional.empty(),
              Optional.of(new Webhook(Optional.of(webhook.url()), Optional.empty())),
              Optional.empty());
      case ChannelTarget.Slack slack ->
          new ChannelSettings(
              Optional.empty(),
              Optional.empty(),
              Optional.of(
                  new Slack(Optional.of("https://" + OutboundUrl.parse(slack.url()).host()))));
    };
  }

  boolean saysNothing() {
    return Stream.of(email, webhook, slack).allMatch(Optional::isEmpty);
  }

  void check(Checks checks) {
    long named = Stream.of(email, webhook, slack).filter(Optional::isPresent).count();
    checks.must(named == 1, "email", "must be the only one of email, webhook and slack");
    email.ifPresent(one -> check(checks, one));
    webhook.ifPresent(one -> check(checks, one));
    slack.ifPresent(
        one -> {
          checks.present("slack.url", one.url());
          one.url().ifPresent(url -> checkUrl(checks, "slack.url", url));
        });
  }

  private static void check(Checks checks, Email body) {
    List<String> addresses = body.addresses().orElse(List.of());
    checks.must(
        !addresses.isEmpty() && addresses.size() <= MOST_ADDRESSES,
        "email.addresses",
        "must be 1 to 10 addresses");
    addresses.forEach(
        address -> checks.email("email.addresses", Optional.of(address == null ? "" : address)));
  }

  private static void check(Checks checks, Webhook body) {
    checks
        .present("webhook.url", body.url())
        .present("webhook.secret", body.secret())
        .must(
            body.secret().map(WebhookSignature::isSecret).orElse(true),
            "webhook.secret",
            WebhookSignature.SECRET_RULE);
    body.url().ifPresent(url -> checkUrl(checks, "webhook.url", url));
  }

  private static void checkUrl(Checks checks, String field, String url) {
    try {
      OutboundUrl.parse(url);
    } catch (OutboundException wrong) {
      checks.must(false, field, wrong.getMessage());
    }
  }

  /** The target of settings that have been checked. */
  ChannelTarget target() {
    return email
        .<ChannelTarget>map(one -> new ChannelTarget.Email(one.addresses().orElseThrow()))
        .or(
            () ->
                webhook.map(
                    one ->
                        new ChannelTarget.Webhook(
                            one.url().orElseThrow(), one.secret().orElseThrow())))
        .or(() -> slack.map(one -> new ChannelTarget.Slack(one.url().orElseThrow())))
        .orElseThrow();
  }
}
