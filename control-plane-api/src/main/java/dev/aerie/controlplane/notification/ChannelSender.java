package dev.aerie.controlplane.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.mail.MailAllowance;
import dev.aerie.controlplane.mail.MailServer;
import dev.aerie.controlplane.outbound.OutboundException;
import dev.aerie.controlplane.outbound.OutboundHttp;
import dev.aerie.controlplane.outbound.OutboundUrl;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.secret.WebhookSignature;
import dev.aerie.controlplane.throttle.TokenBuckets;
import io.quarkus.mailer.Mail;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings notices to where channels lead. Blocks; safe for use by many threads. */
@ApplicationScoped
class ChannelSender {
  private static final int LONGEST_ERROR = 500;
  private static final int TRIALS_AT_ONCE = 10;
  private static final Duration PER_TRIAL = Duration.ofMinutes(1);
  private static final int MOST_KEPT = 10_000;

  private final OutboundHttp http;
  private final MailServer mails;
  private final MailAllowance allowance;
  private final TokenBuckets trials;
  private final ObjectMapper json;
  private final Clock clock;

  ChannelSender(
      OutboundHttp http,
      MailServer mails,
      MailAllowance allowance,
      ObjectMapper json,
      Clock clock) {
    this.http = http;
    this.mails = mails;
    this.allowance = allowance;
    this.trials = new TokenBuckets(clock, TRIALS_AT_ONCE, PER_TRIAL, MOST_KEPT);
    this.json = json;
    this.clock = clock;
  }

  /**
   * Refuses a target that must not be sent to.
   *
   * @throws Problem 400 saying why
   */
  void check(ChannelTarget target) {
    try {
      switch (target) {
        case ChannelTarget.Email email -> {}
        case ChannelTarget.Webhook webhook -> http.check(OutboundUrl.parse(webhook.url()));
        case ChannelTarget.Slack slack -> http.check(OutboundUrl.parse(slack.url()));
      }
    } catch (OutboundException refused) {
      throw new Problem(Code.DESTINATION_REFUSED, refused.getMessage());
    }
  }

  /**
   * Sends a notice and tells why it was not taken; empty when it was.
   *
   * @param id the same when it is sent again
   */
  Optional<String> send(StoredChannel channel, String id, Notice notice) {
    try {
      return switch (channel.target()) {
        case ChannelTarget.Email email -> mail(channel.organization(), email, notice);
        case ChannelTarget.Webhook webhook -> post(webhook, id, notice);
        case ChannelTarget.Slack slack ->
            posted(slack.url(), Map.of(), bytes(Map.of("text", slackText(notice))));
      };
    } catch (OutboundException refused) {
      return Optional.of(shortened(refused.getMessage()));
    }
  }

  /**
   * Sends a notice that tells of nothing.
   *
   * @throws Problem 429 when the organisation does that too often
   */
  ChannelTrial attempt(StoredChannel channel) {
    TokenBuckets.Decision decision = trials.take(channel.organization());
    if (!decision.allowed()) {
      throw Problem.tooMany(
          Code.RATE_LIMITED,
          "The channels of an organization are tested ten times at once, and once a minute after that. Wait.",
          decision.secondsUntilNext());
    }
    var notice =
        new Notice(
            Notice.Kind.ALERT,
            "Test of channel " + channel.name(),
            "This is a test. Nothing has happened.",
            Map.of("type", "test", "organizationId", channel.organization()));
    Optional<String> error = send(channel, "test-" + clock.instant(), notice);
    return new ChannelTrial(error.isEmpty(), error);
  }

  private Optional<String> mail(String organization, ChannelTarget.Email email, Notice notice) {
    int people = email.addresses().size();
    if (!allowance.take(organization, people)) {
      return Optional.of(allowance.refusal());
    }
    var mail = new Mail().setSubject("[Aerie] " + notice.title()).setText(notice.text());
    email.addresses().forEach(mail::addTo);
    try {
      mails.send(mail);
      return Optional.empty();
    } catch (RuntimeException refused) {
      allowance.giveBack(organization, people);
      return Optional.of(shortened("The mail server did not take it: " + refused.getMessage()));
    }
  }

  private Optional<String> post(ChannelTarget.Webhook webhook, String id, Notice notice) {
    byte[] body = bytes(new TreeMap<>(notice.payload()));
    return posted(
        webhook.url(), WebhookSignature.headers(webhook.secret(), id, clock.instant(), body), body);
  }

  private Optional<String> posted(String url, Map<String, String> more, byte[] body) {
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "aerie");
    OutboundHttp.Reply reply = http.post(OutboundUrl.parse(url), headers, body);
    return reply.isOk()
        ? Optional.empty()
        : Optional.of("It answered with status %d.".formatted(reply.status()));
  }

  /** Three characters mean something to Slack wherever they stand. */
  private static String slackText(Notice notice) {
    return ("*" + notice.title() + "*\n" + notice.text())
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a notice is not JSON", impossible);
    }
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(LONGEST_ERROR, text.length()));
  }
}
