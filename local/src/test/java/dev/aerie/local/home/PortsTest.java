package dev.aerie.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void prepare() {
    home = new Home(folder, folder.resolve("home"), folder.resolve("cache"));
    home.prepare();
  }

  @Test
  void portsAreRememberedFromStartToStart() {
    int port = new Ports(home).get("postgres");
    assertThat(new Ports(home).get("postgres")).isEqualTo(port);
  }

  @Test
  void noOutgoingConnectionCanGetThePortOfAPart() throws IOException {
    try (Scanner range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
      assertThat(new Ports(home).get("control-plane")).isLessThan(range.nextInt());
    }
  }

  @Test
  void aPortThatAnotherProgramHasIsNamedWithItsPart() throws IOException {
    Ports ports = new Ports(home);
    int port = ports.get("keycloak");
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> ports.requireFree("keycloak"))
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining(Integer.toString(port))
          .hasMessageContaining("keycloak")
          .hasMessageContaining("reset --ports");
    }
    assertThatCode(() -> ports.requireFree("keycloak")).doesNotThrowAnyException();
  }

  @Test
  void twoHomesHaveSlotsOfTheirOwnAndKeepThem() {
    Home other = new Home(folder, folder.resolve("other"), folder.resolve("cache"));
    other.prepare();
    Slot first = Slot.of(home);
    Slot second = Slot.of(other);
    assertThat(second).isNotEqualTo(first);
    assertThat(second.nodePorts()).isNotEqualTo(first.nodePorts());
    assertThat(Slot.of(home)).isEqualTo(first);
  }

  @Test
  void secretsStayAndOnlyTheirOwnerReadsThem() {
    String secret = new Secrets(home).get("adminPassword");
    assertThat(new Secrets(home).get("adminPassword")).isEqualTo(secret).hasSize(32);
    assertThat(home.folder().resolve("secrets.json").toFile())
        .satisfies(
            file ->
                assertThat(Files.getPosixFilePermissions(file.toPath()))
                    .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Home impossible = new Home(folder, file.resolve("home"), folder.resolve("cache"));
    assertThatThrownBy(impossible::prepare)
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("AERIE_HOME");
  }
}
