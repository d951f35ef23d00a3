package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster is reached.
 *
 * @param exposure type of the client Service
 * @param allowedCidrs addresses of clients that may connect; none: all
 * @param tlsSecretRef name of the Secret with the certificate of the client port; empty: plain text
 * @param gatewayRef as in JSON, null when absent: use {@link #gateway()}
 * @param hostname name by which clients reach it through a Gateway, empty for none
 * @param certificate as in JSON, null when absent: use {@link #requested()}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.exposure != 'Gateway' || (has(self.gatewayRef) && has(self.hostname))",
    message = "access.exposure Gateway needs access.gatewayRef and access.hostname")
@ValidationRule(
    value = "self.exposure == 'Gateway' || !(has(self.gatewayRef) || has(self.hostname))",
    message =
        "access.gatewayRef and access.hostname are for access.exposure Gateway only: remove them, or"
            + " set it")
@ValidationRule(
    value =
        "self.exposure != 'Gateway' || !has(self.allowedCidrs) || self.allowedCidrs.size() == 0",
    message =
        "access.allowedCidrs cannot be judged behind a Gateway, which hides the client's address:"
            + " narrow the Gateway itself")
@ValidationRule(
    value = "!has(self.certificate) || !has(self.tlsSecretRef) || self.tlsSecretRef == ''",
    message = "access.certificate and access.tlsSecretRef exclude each other: remove one")
public record Access(
    @JsonPropertyDescription("Type of the client Service, or Gateway for a route of one.")
        @Default("NodePort")
        Exposure exposure,
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
        String tlsSecretRef,
    @JsonPropertyDescription("The Gateway whose route leads to the cluster.") GatewayRef gatewayRef,
    @Size(max = 253)
        @ValidationRule(
            value =
                "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')",
            message = "access.hostname must be a DNS name such as books.example.com")
        @JsonPropertyDescription("DNS name by which clients reach the cluster through the Gateway.")
        String hostname,
    @JsonPropertyDescription(
            "A certificate of the client port that cert-manager makes and renews; absent:"
                + " tlsSecretRef, or plain text.")
        CertificateRequest certificate) {

  /** Reached by a Service. */
  public Access(Exposure exposure, List<String> allowedCidrs, String tlsSecretRef) {
    this(exposure, allowedCidrs, tlsSecretRef, null, "", null);
  }

  /** By a port on every node, for everyone who has a key. */
  public static final Access DEFAULT = new Access(Exposure.NODE_PORT, List.of(), "");

  /** Fills in what is absent. */
  public Access {
    exposure = exposure == null ? Exposure.NODE_PORT : exposure;
    allowedCidrs = allowedCidrs == null ? List.of() : List.copyOf(allowedCidrs);
    tlsSecretRef = tlsSecretRef == null ? "" : tlsSecretRef;
    hostname = hostname == null ? "" : hostname;
  }

  /** The Gateway through which it is reached; empty: none. */
  public Optional<GatewayRef> gateway() {
    return Optional.ofNullable(gatewayRef);
  }

  /** The certificate that cert-manager shall make; empty: none. */
  public Optional<CertificateRequest> requested() {
    return Optional.ofNullable(certificate);
  }
}
