package dev.aerie.controlplane.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Where a channel leads, secrets included; kept encrypted. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ChannelTarget.Email.class, name = "EMAIL"),
  @JsonSubTypes.Type(value = ChannelTarget.Webhook.class, name = "WEBHOOK"),
  @JsonSubTypes.Type(value = ChannelTarget.Slack.class, name = "SLACK")
})
sealed interface ChannelTarget {

  /** People. */
  record Email(List<String> addresses) implements ChannelTarget {
    public Email {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A program.
   *
   * @param secret signs what is posted
   */
  record Webhook(String url, String secret) implements ChannelTarget {}

  /**
   * A chat that takes {@code {"text": …}}.
   *
   * @param url opens the chat to whoever knows it
   */
  record Slack(String url) implements ChannelTarget {}
}
