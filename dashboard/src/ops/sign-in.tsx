import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, send } from "../api/client";
import { meQuery } from "../api/queries";
import { useTheme } from "../lib/device";
import { safeReturn } from "../lib/search";
import { Mark, ThemeSwitch } from "../ui/chrome";
import { Button, PageTitle } from "../ui/kit";

export function SignIn() {
  const { to } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const client = useQueryClient();
  const theme = useTheme();
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError("");
    send("POST", "/auth/login", { username: form.get("username"), password: form.get("password") })
      .then(async () => {
        client.removeQueries({ predicate: (query) => query.queryKey[0] !== "config" });
        const me = await client.fetchQuery(meQuery);
        await navigate({ to: safeReturn(to, me.role === "technician" ? "/tech" : "/ops"), replace: true });
      })
      .catch((failure: unknown) => {
        const known = failure instanceof ApiError ? failure : null;
        setError(known?.status === 401 ? "Name or password is wrong." : known?.status === 0 ? "The server cannot be reached. Try again in a moment." : `Signing in failed: ${known?.message ?? "unknown error"}.`);
      })
      .finally(() => setBusy(false));
  };

  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-between border-b bg-surface px-4"><Link to="/" aria-label="Sntry, find a charger"><Mark /></Link><ThemeSwitch theme={theme} /></header>
      <main className="grid flex-1 grid-cols-[minmax(0,1fr)] place-items-center p-4">
        <form onSubmit={submit} className="card flex w-full max-w-sm flex-col gap-4 p-6">
          <div>
            <PageTitle title="Sign in" className="text-xl" />
            <p className="text-muted">Operations of the charging network</p>
          </div>
          <label className="flex flex-col gap-1 font-medium">Name
            <input className="field h-10 text-md font-normal" name="username" autoComplete="username" required autoFocus autoCapitalize="none" spellCheck={false} />
          </label>
          <label className="flex flex-col gap-1 font-medium">Password
            <input className="field h-10 text-md font-normal" name="password" type="password" autoComplete="current-password" required />
          </label>
          {error === "" ? null : <p role="alert" className="rounded-sm border border-offline px-3 py-2 text-sm text-offline">{error}</p>}
          <Button type="submit" variant="primary" size="lg" disabled={busy}>{busy ? "Signing in" : "Sign in"}</Button>
          <p className="text-sm text-muted">Looking for a charger? <Link to="/" className="text-accent underline">Prices and free ports</Link> need no account.</p>
        </form>
      </main>
    </div>
  );
}
