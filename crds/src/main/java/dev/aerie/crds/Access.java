package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * How a cluster is reached.
 *
 * @param exposure type of the client Service
 * @param allowedCidrs addresses of clients that may connect; none: all
 * @param tlsSecretRef name of the Secret with the certificate of the client port; empty: plain text
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Access(
    @JsonPropertyDescription("Type of the client Service.") @Default("NodePort") Exposure exposure,
    @Size(max = 100)
        @ValidationRule(
            value = "self.all(range, isCIDR(range))",
            message =
                "access.allowedCidrs must be ranges of addresses, such as 192.0.2.0/24 or"
                    + " 2001:db8::/32; write one address as 192.0.2.7/32")
        @JsonPropertyDescription(
            "Ranges of addresses, in CIDR notation, from which clients may connect; empty: from"
                + " everywhere.")
        List<@Size(max = 49) String> allowedCidrs,
    @Size(max = 253)
        @JsonPropertyDescription(
            "Name of a Secret of type kubernetes.io/tls in the same namespace with the certificate of"
                + " the client port, read again when it is renewed; empty: plain text.")
        String tlsSecretRef) {

  /** By a port on every node, for everyone who has a key. */
  public static final Access DEFAULT = new Access(Exposure.NODE_PORT, List.of(), "");

  /** Fills in what is absent. */
  public Access {
    exposure = exposure == null ? Exposure.NODE_PORT : exposure;
    allowedCidrs = allowedCidrs == null ? List.of() : List.copyOf(allowedCidrs);
    tlsSecretRef = tlsSecretRef == null ? "" : tlsSecretRef;
  }
}
