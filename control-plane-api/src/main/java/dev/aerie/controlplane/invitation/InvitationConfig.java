package dev.aerie.controlplane.invitation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where people find the console. */
@ConfigMapping(prefix = "aerie.public")
public interface InvitationConfig {
  /** The address people use, {@code AERIE_PUBLIC_URL}; stands in mails. */
  @WithDefault("http://127.0.0.1:8080")
  String url();
}
