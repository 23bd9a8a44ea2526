package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.Test;

public class GlobTest {

  @Test
  public void letterIsItself() {
    matches("_SUCCESS", "_SUCCESS");
    differs("_SUCCESS", "_success", "_SUCCESS2", "x_SUCCESS", "");
  }

  @Test
  public void signsOfRegularExpressionsAreLetters() {
    matches("a.b+(c)|$^", "a.b+(c)|$^");
    differs("a.b", "axb");
    matches("\ud83d\ude00?", "\ud83d\ude00x");
  }

  @Test
  public void starDoesNotCrossSlashes() {
    matches("/t/*/x", "/t/a/x", "/t//x");
    differs("/t/*/x", "/t/a/b/x", "/t/x");
    matches("_started_*", "_started_", "_started_12");
    matches("*", "", "a\nb");
  }

  @Test
  public void twoStarsCrossSlashes() {
    matches("/t/**", "/t/", "/t/a", "/t/a/b.c");
    differs("/t/**", "/t", "/tt/a");
    matches("**/x", "/x", "/a/b/x");
    differs("**/x", "/ax", "/x/a");
  }

  @Test
  public void twoStarsBetweenSlashesMayBeNoDirectory() {
    matches("/t/**/x", "/t/x", "/t/a/x", "/t/a/b/x");
    differs("/t/**/x", "/tx", "/t/ax");
  }

  @Test
  public void questionMarkIsOneCharacterButNoSlash() {
    matches("a?b", "axb", "a.b");
    differs("a?b", "ab", "a/b", "axxb");
  }

  @Test
  public void bracketsAreASet() {
    matches("[a-c0]x", "ax", "bx", "cx", "0x");
    differs("[a-c0]x", "dx", "-x", "x");
    matches("[-a]", "-", "a");
    matches("[a-]", "-", "a");
    matches("[]a]", "]", "a");
    matches("[a&&b]", "&", "a");
    differs("[+--]", "/");
  }

  @Test
  public void setMayBeNegated() {
    matches("[!a]", "b", "!");
    matches("[^a]", "b");
    differs("[!a]", "a", "/", "");
    differs("[!]a]", "]");
  }

  @Test
  public void backslashTakesTheNextCharacterLiterally() {
    matches("\\*\\{\\\\", "*{\\");
    differs("\\*", "x");
  }

  @Test
  public void errorsSayWhatIsWrong() {
    fails("[a", "a bracket that is not closed: [a");
    fails("[]", "a bracket that is not closed: []");
    fails("a\\", "a backslash with nothing after it: a\\");
    fails("{a}", "braces in a glob; write two globs: {a}");
    fails("a}", "braces in a glob; write two globs: a}");
  }

  @Test
  public void rangeOfASetMustNotRunBackwards() {
    assertThatIllegalArgumentException().isThrownBy(() -> Glob.of("[c-a]"));
  }

  private static void matches(String glob, String... texts) {
    for (String text : texts) {
      assertThat(Glob.of(glob).matches(text)).as(glob + " and " + text).isTrue();
    }
  }

  private static void differs(String glob, String... texts) {
    for (String text : texts) {
      assertThat(Glob.of(glob).matches(text)).as(glob + " and " + text).isFalse();
    }
  }

  private static void fails(String glob, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Glob.of(glob)).withMessage(message);
  }
}
