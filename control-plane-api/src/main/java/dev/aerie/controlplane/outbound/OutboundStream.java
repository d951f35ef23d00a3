package dev.aerie.controlplane.outbound;

import dev.aerie.controlplane.outbound.OutboundException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends bytes to a TCP port that a customer named, with or without TLS, under the same rules as
 * {@link OutboundHttp}, each sending within the time of a request. Blocks; safe for use by many
 * threads.
 */
@ApplicationScoped
public class OutboundStream {
  private static final int LONGEST_ANSWER = 1 << 16;

  private final Destinations destinations;
  private final Duration timeout;

  OutboundStream(OutboundConfig config) {
    destinations =
        new Destinations(
            HostResolver.system(), new AddressRules(config.allowedRanges().orElse(List.of())));
    timeout = config.timeout();
  }

  /**
   * A port to send to.
   *
   * @param trusted certificates in PEM that sign the port's one, in place of those Java trusts
   */
  public record Port(String host, int number, boolean tls, Optional<String> trusted) {}

  /**
   * Checks where a port leads now, and that what it trusts can be read.
   *
   * @throws OutboundException when it must not be sent to
   */
  public void check(Port port) {
    destinations.addressOf(port.host(), port.tls());
    trust(port);
  }

  /**
   * Sends, ends the stream, and waits until the other side ends its own: it does so when it has
   * read everything, and a connection that was cut before fails.
   *
   * @throws OutboundException when it must not be sent to, or was not read to its end
   */
  public void send(Port port, byte[] content) {
    InetAddress address = destinations.addressOf(port.host(), port.tls());
    SSLContext trust = trust(port);
    var plain = new Socket();
    var deadline = Deadline.of(plain, timeout);
    try (plain;
        deadline) {
      plain.connect(new InetSocketAddress(address, port.number()));
      if (port.tls()) {
        try (SSLSocket secure = secured(trust, plain, port)) {
          write(port, secure, content);
        }
      } else {
        write(port, plain, content);
      }
    } catch (IOException broken) {
      throw failed(port, broken, deadline.hasPassed());
    }
  }

  private OutboundException failed(Port port, IOException broken, boolean late) {
    return late
        ? new OutboundException(
            Reason.TOO_SLOW,
            "%s did not take it within %d s.".formatted(port.host(), timeout.toSeconds()))
        : new OutboundException(
            Reason.UNREACHABLE,
            "%s cannot be reached: %s.".formatted(port.host(), broken.getMessage()));
  }

  private static SSLSocket secured(SSLContext trust, Socket plain, Port port) throws IOException {
    var secure =
        (SSLSocket) trust.getSocketFactory().createSocket(plain, port.host(), port.number(), true);
    var parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static void write(Port port, Socket socket, byte[] content) throws IOException {
    socket.getOutputStream().write(content);
    socket.getOutputStream().flush();
    socket.shutdownOutput();
    // What it says meanwhile means nothing to us, as long as it comes to an end.
    if (socket.getInputStream().readNBytes(LONGEST_ANSWER + 1).length > LONGEST_ANSWER) {
      throw new OutboundException(
          Reason.TOO_LARGE, "%s answered more than 64 KiB.".formatted(port.host()));
    }
  }

  private static SSLContext trust(Port port) {
    try {
      var context = SSLContext.getInstance("TLS");
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (port.trusted().isPresent()) {
        managers.init(store(port.trusted().get()));
        context.init(null, managers.getTrustManagers(), null);
      } else {
        context.init(null, null, null);
      }
      return context;
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new OutboundException(
          Reason.CERTIFICATE_INVALID, "The trusted certificates are not certificates in PEM.");
    }
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (certificates.isEmpty()) {
      throw new IOException("no certificate");
    }
    for (var certificate : certificates) {
      store.setCertificateEntry("trusted-" + store.size(), certificate);
    }
    return store;
  }
}
