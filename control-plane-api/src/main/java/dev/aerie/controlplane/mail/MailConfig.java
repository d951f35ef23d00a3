package dev.aerie.controlplane.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much mail leaves the platform. */
@ConfigMapping(prefix = "aerie.mails")
public interface MailConfig {
  /** How many people are written to for one organisation in a day, {@code AERIE_MAILS_PER_DAY}. */
  @WithDefault("500")
  int perDay();
}
