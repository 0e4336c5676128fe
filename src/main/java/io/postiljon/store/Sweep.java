package io.postiljon.store;

/** The broom: what nobody looks after goes back to work, and what nobody needs goes away. Each part is safe to run at any time. */
public class Sweep {
    /** What {@link Sendings#requeueForgotten} puts back at most in one transaction. */
    static final int ROUND = 500;

    private final Sendings sendings;
    private final Vault vault;
    private final StoreSettings settings;

    Sweep(Sendings sendings, Vault vault, StoreSettings settings) {
        this.sendings = sendings;
        this.vault = vault;
        this.settings = settings;
    }

    /** @return how many sendings went back on their queue */
    public int requeueForgotten() {
        int all = 0;
        for (int some = ROUND; some == ROUND;) {        // a lost broker is rebuilt in one go
            some = sendings.requeueForgotten(settings.sweepUntouched());
            all += some;
        }
        return all;
    }

    /** @return how many files of destroyed documents went */
    public int eraseDestroyed() {
        return vault.eraseDestroyed();
    }

    /** @return how many files without a key went */
    public int removeNoise() {
        return vault.removeNoise();
    }
}
