"""Users, roles, privileges and groups of them, beside API keys."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pymilvus import MilvusException
from server import Server
from test_access import KEYS, write_keys

PASSWORD = "P@ssw0rd"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rbac")
    write_keys(folder / "keys.json", KEYS)
    return folder


@pytest.fixture(scope="module")
def closed(folder):
    with Server(folder, keys=folder / "keys.json") as server:
        admin = server.client(KEYS["DATA_ADMIN"])
        for name in ["rows", "other"]:
            admin.create_collection(name, dimension=2)
        yield server


@pytest.fixture(scope="module")
def admin(closed):
    return closed.client(KEYS["DATA_ADMIN"])


@pytest.fixture
def role(admin, name):
    """A role with one user of the same name."""
    admin.create_user(name, PASSWORD)
    admin.create_role(name)
    admin.grant_role(name, name)
    yield name
    admin.drop_role(name, force_drop=True)
    admin.drop_user(name)


@pytest.fixture
def user(closed, role):
    return closed.client(f"{role}:{PASSWORD}")


def refused(call, privilege, user):
    with pytest.raises(MilvusException) as refusal:
        call()
    assert refusal.value.code == 1401
    assert f"Privilege{privilege}: permission deny to {user} in the `default` database" in refusal.value.message


def test_a_user_may_do_what_its_role_is_granted(admin, role, user):
    refused(lambda: user.query("rows", filter="id > 0"), "Query", role)
    admin.grant_privilege_v2(role, "Query", "rows")
    assert user.query("rows", filter="id > 0") == []
    refused(lambda: user.query("other", filter="id > 0"), "Query", role)
    refused(lambda: user.insert("rows", [{"id": 1, "vector": [0, 1]}]), "Insert", role)
    admin.revoke_privilege_v2(role, "Query", "rows")
    refused(lambda: user.query("rows", filter="id > 0"), "Query", role)


def test_an_alias_stands_for_its_collection(admin, role, user):
    admin.create_alias("rows", "nick")
    admin.grant_privilege_v2(role, "Query", "rows")
    assert user.query("nick", filter="id > 0") == []
    admin.drop_alias("nick")


def test_built_in_groups(admin, role, user):
    admin.grant_privilege_v2(role, "CollectionReadWrite", "*")
    user.insert("rows", [{"id": 1, "vector": [0, 1]}])
    user.delete("rows", ids=[1])
    refused(lambda: user.drop_collection("rows"), "DropCollection", role)
    with pytest.raises(MilvusException, match=r"should be \* for the cluster level"):
        admin.grant_privilege_v2(role, "ClusterAdmin", "rows")
    admin.grant_privilege_v2(role, "ClusterAdmin", "*", db_name="*")
    user.create_database("made")
    user.drop_database("made")


def test_a_flush_needs_its_privilege_on_each_collection(closed, admin, role, user):
    admin.grant_privilege_v2(role, "CollectionReadWrite", "rows")
    user.flush("rows")
    by_rest = lambda name: closed.rest("collections/flush", token=f"{role}:{PASSWORD}", collectionName=name).json()["code"]
    assert (by_rest("rows"), by_rest("other")) == (0, 1401)
    refused(lambda: user._get_connection().flush(["rows", "other"]), "Flush", role)
    admin.grant_privilege_v2(role, "Flush", "other")
    user._get_connection().flush(["rows", "other"])


def test_groups_of_ones_own(admin, role, user, name):
    group = f"g{name}"
    admin.create_privilege_group(group)
    admin.add_privileges_to_group(group, ["Query", "Search"])
    admin.grant_privilege_v2(role, group, "rows")
    assert user.query("rows", filter="id > 0") == []
    admin.remove_privileges_from_group(group, ["Query"])
    refused(lambda: user.query("rows", filter="id > 0"), "Query", role)
    groups = {found["privilege_group"]: found["privileges"] for found in admin.list_privilege_groups()}
    assert set(groups[group]) == {"Search"}
    assert "Query" in groups["CollectionReadOnly"]
    with pytest.raises(MilvusException, match="used by a role"):
        admin.drop_privilege_group(group)
    admin.revoke_privilege_v2(role, group, "rows")
    admin.drop_privilege_group(group)
    with pytest.raises(MilvusException, match="not found the privilege"):
        admin.grant_privilege_v2(role, group, "rows")


def test_the_older_calls_grant_too(admin, role, user):
    admin.grant_privilege(role, "Collection", "Query", "rows")
    assert user.query("rows", filter="id > 0") == []
    described = admin.describe_role(role)
    assert [grant["privilege"] for grant in described["privileges"]] == ["Query"]
    admin.revoke_privilege(role, "Collection", "Query", "rows")
    refused(lambda: user.query("rows", filter="id > 0"), "Query", role)


def test_the_role_admin_may_do_all(closed, admin, role, user):
    admin.grant_role(role, "admin")
    user.create_collection("by_user", dimension=2)
    user.drop_collection("by_user")
    assert role in admin.describe_user(role)["user_name"]
    assert set(admin.describe_user(role)["roles"]) == {role, "admin"}


def test_a_user_sees_itself_and_its_roles(closed, admin, role, user):
    """By REST, since pymilvus asks for the list of roles too, which is not for everybody."""
    def described(name):
        return closed.rest("roles/describe", token=f"{role}:{PASSWORD}", roleName=name).json()

    admin.grant_privilege_v2(role, "Query", "rows")
    assert user.describe_user(role) == admin.describe_user(role)
    assert [grant["privilege"] for grant in described(role)["data"]] == ["Query"]
    assert described("public") == {"code": 0, "data": []}
    assert described("admin")["code"] == 1401
    refused(lambda: user.describe_user("root"), "SelectUser", role)


def test_wrong_passwords_are_checked_a_few_at_a_time(closed, role, user):
    """Of a user and of nobody alike; who is known already is answered meanwhile."""
    def code(token):
        return closed.rest("collections/list", token=token).json()["code"]

    with ThreadPoolExecutor(100) as pool:
        for name in (role, "nobody"):
            tokens = [f"{name}:wrong{i}" if i % 10 else f"{role}:{PASSWORD}" for i in range(200)]
            codes = list(pool.map(code, tokens))
            assert set(codes[::10]) == {0}
            assert set(codes) == {0, 1800, 8}


def test_passwords(closed, admin, role, user):
    user.update_password(role, PASSWORD, "another1")
    with pytest.raises(MilvusException, match="auth check failure"):
        user.list_collections()
    with pytest.raises(MilvusException, match="password not correct"):
        closed.client(f"{role}:another1").update_password(role, "wrong!", "another2")
    with pytest.raises(MilvusException, match="password length"):
        admin.create_user("short", "abc")


def test_root_has_no_password_until_it_is_given_one(closed, admin):
    with pytest.raises(MilvusException, match="auth check failure"):
        closed.client("root:Milvus")
    assert "root" in admin.list_users()
    admin.update_password("root", "", PASSWORD)
    assert closed.client(f"root:{PASSWORD}").list_users() == admin.list_users()
    with pytest.raises(MilvusException, match="root"):
        admin.drop_user("root")


def test_who_may_not_manage_others(closed, role, user):
    refused(lambda: user.create_user("more", PASSWORD), "CreateOwnership", role)
    refused(lambda: user.list_users(), "SelectOwnership", role)
    refused(lambda: closed.client(KEYS["DATA_OPERATOR"]).list_users(), "SelectOwnership", "apikey user")


def test_what_is_built_in_stays(admin, role):
    for built_in in ["admin", "public"]:
        with pytest.raises(MilvusException, match="default role"):
            admin.drop_role(built_in)
    assert {"admin", "public", role} <= set(admin.list_roles())
    with pytest.raises(MilvusException, match="already exists"):
        admin.create_role(role)
    with pytest.raises(MilvusException, match="already exists"):
        admin.create_user(role, PASSWORD)
    with pytest.raises(MilvusException, match="not found the role"):
        admin.grant_role(role, "missing")


def test_by_rest(closed, name):
    def call(path, **body):
        answer = closed.rest(path, token=KEYS["DATA_ADMIN"], **body).json()
        assert answer["code"] == 0, answer
        return answer["data"]

    call("users/create", userName=name, password=PASSWORD)
    call("roles/create", roleName=name)
    call("users/grant_role", userName=name, roleName=name)
    call("roles/grant_privilege_v2", roleName=name, privilege="Query", collectionName="rows", dbName="default")
    assert call("users/describe", userName=name) == [name]
    assert call("roles/describe", roleName=name)[0]["privilege"] == "Query"
    rows = closed.rest("entities/query", token=f"{name}:{PASSWORD}", collectionName="rows", filter="id > 0")
    assert rows.json()["code"] == 0
    forbidden = closed.rest("collections/drop", token=f"{name}:{PASSWORD}", collectionName="rows")
    assert (forbidden.status_code, forbidden.json()["code"]) == (403, 1401)
    call("roles/drop", roleName=name, forceDrop=True)
    call("users/drop", userName=name)


def test_users_and_grants_outlive_a_kill(folder):
    with Server(folder, keys=folder / "keys.json", pod="pod-9") as server:
        admin = server.client(KEYS["DATA_ADMIN"])
        admin.create_user("lasting", PASSWORD)
        admin.create_role("lasting")
        admin.grant_role("lasting", "lasting")
        admin.grant_privilege_v2("lasting", "ShowCollections", "*")
        server.kill()
    with Server(folder, keys=folder / "keys.json", pod="pod-9") as server:
        assert isinstance(server.client(f"lasting:{PASSWORD}").list_collections(), list)
