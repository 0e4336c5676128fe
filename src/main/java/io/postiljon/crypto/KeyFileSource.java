package io.postiljon.crypto;

import io.postiljon.crypto.RegisteredKey.Loading;
import java.util.ArrayList;
import java.util.List;

/** The keys in one file. Of a file that counts at a start only, what was there at the start, and what has come into its place since. */
public final class KeyFileSource implements KeySource {
    private final KeyPurpose purpose;
    private final String owner;
    private final String place;
    private final KeyFileForm form;
    private final Loading loading;
    private final List<KeyFacts> atStart;

    private KeyFileSource(KeyPurpose purpose, String owner, String place, KeyFileForm form, Loading loading) {
        this.purpose = purpose;
        this.owner = owner;
        this.place = place;
        this.form = form;
        this.loading = loading;
        this.atStart = loading == Loading.AT_START ? atStart(form) : List.of();
    }

    /** A file that cannot be read is told at each look; whether a start needs it is the matter of who uses it. */
    private static List<KeyFacts> atStart(KeyFileForm form) {
        try {
            return form.read();
        } catch (KeyUnavailable unreadable) {
            return List.of();
        }
    }

    public static KeyFileSource readAtEachUse(KeyPurpose purpose, String owner, String place, KeyFileForm form) {
        return new KeyFileSource(purpose, owner, place, form, Loading.AT_EACH_USE);
    }

    public static KeyFileSource readAtStart(KeyPurpose purpose, String owner, String place, KeyFileForm form) {
        return new KeyFileSource(purpose, owner, place, form, Loading.AT_START);
    }

    @Override public List<RegisteredKey> keys() {
        List<RegisteredKey> keys = new ArrayList<>();
        atStart.forEach(facts -> keys.add(key(facts, Loading.AT_START)));
        now().stream().filter(facts -> !atStart.contains(facts))
                .forEach(facts -> keys.add(key(facts, loading == Loading.AT_START ? Loading.AFTER_NEXT_START : loading)));
        return keys;
    }

    private List<KeyFacts> now() {
        try {
            return form.read();
        } catch (KeyUnavailable unreadable) {
            throw new KeyUnavailable("what " + place + " names cannot be read as a key", unreadable);
        }
    }

    private RegisteredKey key(KeyFacts facts, Loading when) {
        return new RegisteredKey(purpose, owner, place, facts, when);
    }
}
