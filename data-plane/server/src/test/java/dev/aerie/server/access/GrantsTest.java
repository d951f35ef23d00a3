package dev.aerie.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.AccessRules.Grant;
import dev.aerie.engine.catalog.AccessRules.User;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.SelectUserRequest;
import io.milvus.grpc.UpdateCredentialRequest;
import io.milvus.grpc.UserEntity;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {
  private static final Message INSERT =
      InsertRequest.newBuilder().setCollectionName("rows").build();

  @Test
  void theServiceDefinitionSaysWhatACallNeeds() {
    assertThat(Privilege.of(INSERT).orElseThrow().fullName()).isEqualTo("PrivilegeInsert");
    assertThat(Privilege.of(INSERT).orElseThrow().objects()).containsExactly("rows");
    assertThat(needed(CreateDatabaseRequest.newBuilder().setDbName("x").build()).objects())
        .containsExactly("*");
    assertThat(needed(UpdateCredentialRequest.newBuilder().setUsername("me").build()).objects())
        .containsExactly("me");
    Message ofMe =
        SelectUserRequest.newBuilder().setUser(UserEntity.newBuilder().setName("me")).build();
    assertThat(needed(ofMe).objects()).containsExactly("me");
    assertThat(needed(SelectUserRequest.getDefaultInstance()).objects()).containsExactly("*");
    assertThat(Privilege.of(ConnectRequest.getDefaultInstance())).isEmpty();
  }

  @Test
  void aGrantIsForItsObjectInItsDatabase() {
    AccessRules rules = rules(new Grant("", "rows", "default", "Insert"));
    assertThat(allows(rules, INSERT, "default")).isTrue();
    assertThat(allows(rules, INSERT, "other")).isFalse();
    Message other = InsertRequest.newBuilder().setCollectionName("other").build();
    assertThat(allows(rules, other, "default")).isFalse();
    assertThat(allows(rules(new Grant("", "*", "*", "Insert")), other, "x")).isTrue();
  }

  @Test
  void aCallAboutSeveralCollectionsNeedsItsPrivilegeOnEach() {
    Message both =
        FlushRequest.newBuilder().addCollectionNames("rows").addCollectionNames("more").build();
    Grant rows = new Grant("", "rows", "default", "Flush");
    assertThat(needed(both).objects()).containsExactly("rows", "more");
    assertThat(allows(rules(rows), both, "default")).isFalse();
    Grant more = new Grant("", "more", "default", "CollectionReadWrite");
    assertThat(allows(rules(rows, more), both, "default")).isTrue();
    assertThat(allows(rules(rows, more), FlushRequest.getDefaultInstance(), "default")).isFalse();
  }

  @Test
  void groupsGrantWhatIsInThem() {
    assertThat(allows(rules(new Grant("", "*", "*", "CollectionReadWrite")), INSERT, "x")).isTrue();
    assertThat(allows(rules(new Grant("", "*", "*", "CollectionReadOnly")), INSERT, "x")).isFalse();
    assertThat(allows(rules(new Grant("", "*", "*", "mine")), INSERT, "x")).isFalse();
    AccessRules own =
        rules(new Grant("", "*", "*", "mine")).withGroup("mine", Set.of("Insert", "Load"));
    assertThat(allows(own, INSERT, "x")).isTrue();
    assertThat(allows(own, GetLoadStateRequest.getDefaultInstance(), "x")).isTrue();
  }

  @Test
  void everybodyMayDescribeAndTheAdminMayDoAll() {
    AccessRules none = rules();
    assertThat(allows(none, DescribeCollectionRequest.getDefaultInstance(), "x")).isTrue();
    assertThat(allows(none, INSERT, "x")).isFalse();
    AccessRules admin = none.withUser("me", new User("hash", Set.of("admin")));
    assertThat(allows(admin, INSERT, "x")).isTrue();
    assertThat(Grants.allow(admin, "nobody", needed(INSERT), "x")).isFalse();
  }

  @Test
  void aDroppedRoleGrantsNothing() {
    AccessRules rules = rules(new Grant("", "*", "*", "Insert")).withoutRole("role");
    assertThat(allows(rules, INSERT, "x")).isFalse();
    assertThat(rules.users().get("me").roles()).isEmpty();
  }

  @Test
  void aPasswordIsKeptAsItsHash() {
    String hash = Passwords.hash("secret");
    assertThat(hash).doesNotContain("secret").isNotEqualTo(Passwords.hash("secret"));
    assertThat(Passwords.matches("secret", hash)).isTrue();
    assertThat(Passwords.matches("Secret", hash)).isFalse();
  }

  private static AccessRules rules(Grant... grants) {
    return new AccessRules(
        Map.of("me", new User("hash", Set.of("role"))), Map.of("role", Set.of(grants)), Map.of());
  }

  private static boolean allows(AccessRules rules, Message request, String database) {
    return Grants.allow(rules, "me", needed(request), database);
  }

  private static Privilege needed(Message request) {
    return Privilege.of(request).orElseThrow();
  }
}
