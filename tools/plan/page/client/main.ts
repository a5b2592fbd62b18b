/** What the page does once it is there. Without it the verdict, the cards and the tables stand all the same. */
import type { PageData } from "../data/pageData";
import { byId } from "./dom";
import { currentSection, openForPrint, themeButton } from "./frame";
import { moneyPicture } from "./money";
import { pricesPictures } from "./prices";
import { rehearsalPicture } from "./rehearsal";
import { resourceTree } from "./resourceTree";
import { search } from "./search";
import { weekPictures } from "./week";

const data = JSON.parse(byId("page-data")?.textContent ?? "null") as PageData | null;
themeButton();
currentSection();
openForPrint();
if (data !== null) {
  moneyPicture(data);
  weekPictures(data);
  pricesPictures(data);
  rehearsalPicture(data);
  const tree = resourceTree(data);
  search(data, tree);
  document.addEventListener("click", ({ target }) => {
    const types = (target as Element).closest("a[data-types]")?.getAttribute("data-types");
    if (types) tree?.showTypes(types.split(" "));
  });
}
