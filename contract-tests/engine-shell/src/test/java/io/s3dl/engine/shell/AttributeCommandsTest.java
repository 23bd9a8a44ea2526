package io.s3dl.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import org.junit.Test;

/** Commands for what is kept about files besides their content, and what is not kept. */
public class AttributeCommandsTest extends ShellContract {

  private boolean inABucket() {
    return scheme.equals("s3dl") || scheme.equals("azdl");
  }

  @Test
  public void modes() throws Exception {
    stored("a", "a");
    quietly("-chmod", "600", "@/a");
    assertThat(both("-stat", "%a %A", "@/a").out()).isEqualTo("600 rw-------\n");
    quietly("-chmod", "g+r,o=x", "@/a");
    assertThat(both("-stat", "%a", "@/a").out()).isEqualTo("641\n");
    assertThat(cat("@/a")).isEqualTo("a");
    bothRefuse("No such file or directory", "-chmod", "600", "@/none");
    assertThat(both("-chmod", "999", "@/a").status()).isEqualTo(-1);
  }

  /** A directory of a bucket has no mode of its own; that is no error. */
  @Test
  public void modesOfWholeTrees() throws Exception {
    stored("d/a", "a");
    stored("d/e/b", "b");
    quietly("-chmod", "-R", "700", "@/d");
    assertThat(both("-stat", "%a", "@/d/a").out()).isEqualTo("700\n");
    assertThat(both("-stat", "%a", "@/d/e/b").out()).isEqualTo("700\n");
    assertThat(good("-stat", "%a", "@/d/e").out()).isEqualTo(inABucket() ? "755\n" : "700\n");
  }

  @Test
  public void ownersAndGroups() throws Exception {
    stored("a", "a");
    if (inABucket()) {
      good("-chown", "alice:staff", "@/a");
      assertThat(good("-stat", "%u:%g", "@/a").out()).isEqualTo("alice:staff\n");
      good("-chgrp", "guests", "@/a");
      assertThat(good("-stat", "%u:%g", "@/a").out()).isEqualTo("alice:guests\n");
    } else {
      String group = good("-stat", "%g", "@/a").out().strip();
      good("-chgrp", group, "@/a");
      refused("nobody-of-that-name", "-chown", "nobody-of-that-name", "@/a");
      refused("no-such-group", "-chgrp", "no-such-group", "@/a");
    }
    assertThat(cat("@/a")).isEqualTo("a");
    bothRefuse("No such file or directory", "-chown", "root", "@/none");
  }

  @Test
  public void times() throws Exception {
    quietly("-touch", "@/new");
    assertThat(cat("@/new")).isEmpty();
    quietly("-touch", "-c", "@/none");
    assertThat(both("-test", "-e", "@/none").status()).isEqualTo(1);
    stored("a", text(20));
    quietly("-touch", "-t", "20200102:030405", "@/a");
    assertThat(both("-stat", "%y", "@/a").lines()).hasSize(1);
    quietly("-touch", "-m", "-t", "20210102:030405", "@/a");
    assertThat(both("-stat", "%Y", "@/a").lines()).hasSize(1);
    assertThat(cat("@/a")).isEqualTo(text(20));
    assertThat(both("-touch", "-t", "yesterday", "@/a").status()).isEqualTo(-1);
    bothRefuse("No such file or directory", "-touch", "@/no/such");
  }

  @Test
  public void emptyFiles() throws Exception {
    quietly("-touchz", "@/a", "@/b");
    assertThat(both("-stat", "%b", "@/a").out()).isEqualTo("0\n");
    quietly("-touchz", "@/a");
    stored("full", "full");
    bothRefuse("Not a zero-length file", "-touchz", "@/full");
    bothRefuse("No such file or directory", "-touchz", "@/no/such");
    quietly("-mkdir", "@/d");
    bothRefuse("Is a directory", "-touchz", "@/d");
  }

  @Test
  public void replicationIsAcceptedWithoutEffect() throws Exception {
    stored("d/a", "a");
    stored("d/b", "b");
    assertThat(both("-setrep", "3", "@/d/a").out()).isEqualTo("Replication 3 set: @/d/a\n");
    assertThat(listed("-setrep", "-R", "2", "@/d"))
        .containsExactly("Replication 2 set: @/d/a", "Replication 2 set: @/d/b");
    assertThat(both("-stat", "%r", "@/d/a").out()).isEqualTo("1\n");
    assertThat(both("-setrep", "-w", "1", "@/d/a").lines())
        .containsExactly("Replication 1 set: @/d/a", "Waiting for @/d/a ... done");
    assertThat(both("-setrep", "none", "@/d/a").status()).isEqualTo(-1);
  }

  /** {@code file://} has none. */
  @Test
  public void extendedAttributes() throws Exception {
    stored("a", "a");
    good("-setfattr", "-n", "user.colour", "-v", "blue", "@/a");
    good("-setfattr", "-n", "user.empty", "@/a");
    assertThat(good("-getfattr", "-d", "@/a").lines())
        .contains("# file: @/a", "user.colour=\"blue\"", "user.empty");
    assertThat(good("-getfattr", "-n", "user.colour", "-e", "hex", "@/a").out())
        .contains("user.colour=0x626c7565");
    good("-setfattr", "-x", "user.colour", "@/a");
    refused("has no extended attribute user.colour", "-getfattr", "-n", "user.colour", "@/a");
    refused("has no extended attribute user.colour", "-setfattr", "-x", "user.colour", "@/a");
    refused("begins with user.", "-setfattr", "-n", "trusted.x", "-v", "1", "@/a");
    assertThat(good("-getfattr", "-R", "-d", "@/").out()).contains("@/a");
    assertThat(cat("@/a")).isEqualTo("a");
  }

  @Test
  public void directoriesOfBucketsHaveNoExtendedAttributes() throws Exception {
    assumeTrue(inABucket());
    good("-mkdir", "@/d");
    refused("set them on files", "-setfattr", "-n", "user.colour", "-v", "blue", "@/d");
  }

  @Test
  public void accessControlListsAreThoseOfTheMode() throws Exception {
    stored("a", "a");
    assertThat(good("-getfacl", "@/a").lines())
        .startsWith("# file: @/a")
        .contains("user::rw-", "group::r--", "other::r--");
    refused("ACLs are not supported", "-setfacl", "-m", "user:alice:rw-", "@/a");
    refused("ACLs are not supported", "-setfacl", "-b", "@/a");
    bothRefuse("No such file or directory", "-getfacl", "@/none");
  }

  @Test
  public void snapshotsAreRefused() throws Exception {
    good("-mkdir", "@/d");
    refused("snapshots are not supported", "-createSnapshot", "@/d", "s");
    refused("snapshots are not supported", "-renameSnapshot", "@/d", "s", "t");
    refused("snapshots are not supported", "-deleteSnapshot", "@/d", "s");
  }
}
