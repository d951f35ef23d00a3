package dev.aerie.controlplane.scim;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aerie.controlplane.exchange.ShownOnce;

/**
 * A token just made, with its text: it is shown this once.
 *
 * @param url the base of SCIM's addresses, for the identity provider's settings
 */
public record CreatedScimToken(@JsonUnwrapped ScimToken token, String secret, String url)
    implements ShownOnce {}
